import type { Language } from "../state/page-context.ts";

/** Pages that the server renders speak of one place's days, so that a browser elsewhere renders the same. */
const ZONE = "Europe/Paris";

const days = formats({ timeZone: ZONE, day: "numeric", month: "long", year: "numeric" });
const months = formats({ timeZone: ZONE, month: "long", year: "numeric" });
const weekdays = formats({ timeZone: ZONE, weekday: "long", day: "numeric", month: "long" });
// Pages of one person are drawn in the browser, in its own zone.
const ownDays = formats({ day: "numeric", month: "long" });
const ownTinyDays = formats({ day: "numeric", month: "short" });
const ownTinyDaysWithYear = formats({ day: "numeric", month: "short", year: "numeric" });
const ownDaysWithYear = formats({ day: "numeric", month: "long", year: "numeric" });
const ownWeekdays = formats({ weekday: "long", day: "numeric", month: "long" });
const ownTimes = formats({ hour: "numeric", minute: "2-digit" });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** « 24 février 2026 », "24 February 2026". */
export function day(date: Date, language: Language): string {
  return written(days, date, language);
}

/** « juin 2024 », "June 2024". */
export function month(date: Date, language: Language): string {
  return months[language].format(date);
}

/** « mardi 17 mars », "Tuesday 17 March". */
export function weekday(date: Date, language: Language): string {
  return written(weekdays, date, language);
}

/** The moment so many days later. */
export function daysAfter(date: Date, count: number): Date {
  return new Date(date.getTime() + count * DAY);
}

/** « 24 mars », with the year where it is another than now's. In the browser's zone. */
export function shortDay(date: Date, now: Date, language: Language): string {
  const isThisYear = date.getFullYear() === now.getFullYear();
  return written(isThisYear ? ownDays : ownDaysWithYear, date, language);
}

/** « 30 nov. », for columns of dates. In the browser's zone. */
export function tinyDay(date: Date, now: Date, language: Language): string {
  const isThisYear = date.getFullYear() === now.getFullYear();
  return written(isThisYear ? ownTinyDays : ownTinyDaysWithYear, date, language);
}

/** « 16:40 ». In the browser's zone. */
export function timeOfDay(date: Date, language: Language): string {
  return ownTimes[language].format(date);
}

/** « 24 mars, 16:40 », "24 March, 16:40". In the browser's zone. */
export function moment(date: Date, now: Date, language: Language): string {
  return `${shortDay(date, now, language)}, ${timeOfDay(date, language)}`;
}

/** « mardi 24 mars, 16:40 ». In the browser's zone. */
export function fullMoment(date: Date, language: Language): string {
  return `${written(ownWeekdays, date, language)}, ${timeOfDay(date, language)}`;
}

/** « mardi 24 mars », as a heading over what happened on it. In the browser's zone. */
export function dayHeading(date: Date, language: Language): string {
  return written(ownWeekdays, date, language);
}

/** How long a window is, in its own words: « 48 h », « 7 jours », "48 hours". */
export function duration(ms: number, language: Language): string {
  if (ms >= 3 * DAY && ms % DAY === 0) return unit(ms / DAY, "day", "long", language);
  if (ms >= HOUR) return unit(Math.round(ms / HOUR), "hour", language === "fr" ? "short" : "long", language);
  if (ms >= MINUTE) return unit(Math.round(ms / MINUTE), "minute", "long", language);
  return unit(Math.max(1, Math.round(ms / 1_000)), "second", "long", language);
}

/** How long so many calendar months are: « 12 mois », "6 months"; a part of one as the days or hours that it is about. */
export function monthSpan(months: number, language: Language): string {
  return Number.isInteger(months)
    ? unit(months, "month", "long", language)
    : duration(Math.round(months * 30) * DAY || months * 30 * DAY, language);
}

/**
 * Time that is left or has passed, in at most two units: « 6 j 23 h », « 3 h 20 min », "6d 23h". Minutes only below
 * 4 hours, seconds never.
 */
export function span(ms: number, language: Language): string {
  const minutes = Math.max(1, Math.ceil(ms / MINUTE));
  const inHours = minutes < 240 ? minutes : Math.ceil(minutes / 60) * 60;
  const parts = [
    [Math.floor(inHours / 1_440), "day"],
    [Math.floor((inHours % 1_440) / 60), "hour"],
    [inHours % 60, "minute"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, name]) =>
      unit(count, name, language === "fr" && name !== "day" ? "short" : "narrow", language),
    )
    .join(" ");
}

/** How long ago a moment is: « 5 h ». */
export function elapsed(since: Date, now: Date, language: Language): string {
  return span(Math.max(0, now.getTime() - since.getTime()), language);
}

function unit(
  count: number,
  name: "month" | "day" | "hour" | "minute" | "second",
  unitDisplay: "long" | "short" | "narrow",
  language: Language,
): string {
  const locale = language === "fr" ? "fr-FR" : "en-GB";
  const text = new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay }).format(count);
  // French puts « j » directly behind the number in its narrow form.
  return text.replace(/^(\d+)j$/, "$1\u00a0j");
}

type Formats = Record<Language, Intl.DateTimeFormat>;

/**
 * A day as both languages write it: without a comma after its name, the first of a month in French as « 1er », and the
 * number on the line of its month.
 */
function written(of: Formats, date: Date, language: Language): string {
  const text = of[language].format(date).replace(",", "");
  const day = language === "fr" ? text.replace(/(^|\s)1(?=\s)/, "$11er") : text;
  return day.replace(/(\d(?:er)?) (?=\p{L})/u, "$1\u00a0");
}

function formats(options: Intl.DateTimeFormatOptions): Formats {
  const format = (locale: string) => new Intl.DateTimeFormat(locale, options);
  return { fr: format("fr-FR"), en: format("en-GB") };
}
