import type { Language } from "../state/page-context.ts";

/** An amount of the API: cents of a currency. */
export interface Amount {
  readonly amount: number;
  readonly currency: "EUR";
}

const locales = { fr: "fr-FR", en: "en-GB" } as const satisfies Record<Language, string>;
const inCents = formats({ minimumFractionDigits: 2 });
const whole = formats({ maximumFractionDigits: 0 });

/** The amount with its cents: « 160,00 € », "€160.00". */
export function money({ amount }: Amount, language: Language): string {
  // A real minus sign, as wide as a digit. The joiner behind it keeps the sign of the currency on its line.
  return inCents[language].format(amount / 100).replace("-", "−\u2060");
}

/** Without cents where there are none, for cards and filters: « 120 € », "€120". */
export function shortMoney({ amount, currency }: Amount, language: Language): string {
  return amount % 100 === 0 ? whole[language].format(amount / 100) : money({ amount, currency }, language);
}

export function euros(amount: number): Amount {
  return { amount, currency: "EUR" };
}

/** Cents as a person would type them: « 120,00 ». */
export function typedMoney(cents: number, language: Language): string {
  return (cents / 100).toFixed(2).replace(".", language === "fr" ? "," : ".");
}

/** Cents of an amount as a person types it, with a comma or a point; undefined for anything else. */
export function centsOf(text: string): number | undefined {
  const match = /^(\d{1,6})(?:[.,](\d{0,2}))?$/.exec(text.replaceAll(/\s/g, ""));
  if (match === null) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

function formats(options: Intl.NumberFormatOptions): Record<Language, Intl.NumberFormat> {
  const format = (language: Language) =>
    new Intl.NumberFormat(locales[language], { style: "currency", currency: "EUR", ...options });
  return { fr: format("fr"), en: format("en") };
}
