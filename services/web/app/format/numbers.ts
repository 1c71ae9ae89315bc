import type { Language } from "../state/page-context.ts";

/** Rounded down: a mean is "5.0" only where every review has five stars. */
const means = formats({ minimumFractionDigits: 1, maximumFractionDigits: 1, roundingMode: "floor" });
const scores = formats({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
const effects = formats({
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: "exceptZero",
});
const counts = formats({ maximumFractionDigits: 0 });
const percents = formats({ style: "percent", maximumFractionDigits: 0 });

/** A mean of stars: « 4,6 », "4.6". */
export function meanOfStars(mean: number, language: Language): string {
  return means[language].format(mean);
}

/** A seller's score: « 4,36 », "4.36". */
export function score(value: number, language: Language): string {
  return scores[language].format(value);
}

/** What a fact adds to a score or takes from it: « −0,25 », "−0.25", and 0 as it is. */
export function effect(value: number, language: Language): string {
  return value === 0 ? "0" : effects[language].format(value).replace("-", "−");
}

/** A whole number, with spaces or commas between thousands: « 10 000 », "10,000". */
export function count(value: number, language: Language): string {
  return counts[language].format(value);
}

/** A share between 0 and 1: « 14 % », "14%". */
export function percent(share: number, language: Language): string {
  return percents[language].format(share);
}

function formats(options: Intl.NumberFormatOptions): Record<Language, Intl.NumberFormat> {
  return { fr: new Intl.NumberFormat("fr-FR", options), en: new Intl.NumberFormat("en-GB", options) };
}
