import type { Locale } from "./vocabulary.ts";

const languageTags = { fr: "fr-FR", en: "en-GB" } as const satisfies Record<Locale, string>;

/** Writes dates as each language does. French calls the first of a month “1er”, which no format of the runtime knows. */
export function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): (at: Date) => string {
  const format = new Intl.DateTimeFormat(languageTags[locale], options);
  if (locale === "en") return (at) => format.format(at);
  return (at) => {
    const parts = format.formatToParts(at);
    const namesMonth = parts.some(({ type, value }) => type === "month" && /\p{L}/u.test(value));
    return parts
      .map(({ type, value }) => (namesMonth && type === "day" && value === "1" ? "1er" : value))
      .join("");
  };
}
