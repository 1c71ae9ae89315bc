import type { Language } from "../state/page-context.ts";

/** Pages that the server renders speak of one place's days, so that a browser elsewhere renders the same. */
const ZONE = "Europe/Paris";

const days = formats({ day: "numeric", month: "long", year: "numeric" });
const months = formats({ month: "long", year: "numeric" });
const weekdays = formats({ weekday: "long", day: "numeric", month: "long" });

/** « 24 février 2026 », "24 February 2026". */
export function day(date: Date, language: Language): string {
  return days[language].format(date);
}

/** « juin 2024 », "June 2024". */
export function month(date: Date, language: Language): string {
  return months[language].format(date);
}

/** « mardi 17 mars », "Tuesday 17 March". */
export function weekday(date: Date, language: Language): string {
  return weekdays[language].format(date).replace(",", "");
}

/** The moment so many days later. */
export function daysAfter(date: Date, count: number): Date {
  return new Date(date.getTime() + count * 86_400_000);
}

function formats(options: Intl.DateTimeFormatOptions): Record<Language, Intl.DateTimeFormat> {
  const format = (locale: string) => new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options });
  return { fr: format("fr-FR"), en: format("en-GB") };
}
