import { CURRENCY, type Locale } from "@vc/contracts";

/** All times are in one zone, and it is named: an e-mail does not know where it is read. */
const TIME_ZONE = "Europe/Paris";

const languageTags = { fr: "fr-FR", en: "en-GB" } as const satisfies Record<Locale, string>;

/** `15,00 €`, `€15.00`. */
export function money(amountCents: number, locale: Locale): string {
  return new Intl.NumberFormat(languageTags[locale], { style: "currency", currency: CURRENCY }).format(
    amountCents / 100,
  );
}

/** `7 janvier 2026 à 10:00 (heure de Paris)`. */
export function moment(iso: string, locale: Locale): string {
  const time = new Intl.DateTimeFormat(languageTags[locale], {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: TIME_ZONE,
  }).format(new Date(iso));
  // The first of a month is the only day that French writes as an ordinal number.
  const written = locale === "fr" ? time.replace(/^1(?= )/, "1er") : time;
  return `${written} (${locale === "fr" ? "heure de Paris" : "Paris time"})`;
}

/** `48 h`, `15 min`, `48 s`: the window as it is, also where the policy is scaled for a demonstration. */
export function duration(fromIso: string, toIso: string): string {
  const seconds = Math.round((new Date(toIso).getTime() - new Date(fromIso).getTime()) / 1_000);
  if (seconds >= 3_600) return `${Math.round(seconds / 3_600)} h`;
  return seconds >= 60 ? `${Math.round(seconds / 60)} min` : `${seconds} s`;
}

/** The beginning of a long text, cut between words where there are any. */
export function excerpt(text: string, maxLength = 300): string {
  if (text.length <= maxLength) return text;
  // Half of a character is none.
  const cut = text.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, "");
  return `${cut.slice(0, cut.lastIndexOf(" ") > maxLength / 2 ? cut.lastIndexOf(" ") : cut.length)}…`;
}
