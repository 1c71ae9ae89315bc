import { isValidPhoneNumber } from "libphonenumber-js";
import { type Span, spansOf } from "./span.ts";

/** Not inside a word, an id, a decimal number, a version or a row of numbers. */
const BEFORE = String.raw`(?<![\p{L}\p{N}_#])(?<!\p{N}[.,])(?<!(?<!\p{N})\p{N}{2}[\s.\-/])`;
const AFTER = String.raw`(?![\p{L}\p{N}_])(?![\s.\-/]\p{N}{2}(?!\p{N}))`;

/**
 * French, national form, grouped in whatever way: `06 12 34 56 78`, `0612345678`, `06 1234 5678`, `0 6 1 2…`; one kind
 * of separator throughout. People group to hide a number, so no library's idea of a format is enough.
 */
const french = new RegExp(String.raw`${BEFORE}(?:\(0\)|0)\s?[1-9](?:[\s.\-/·]{0,3}\d){8}${AFTER}`, "gu");

/** `03 04 2026 14`: a date and an hour. */
const dateFirst = /^\d{2}\D\d{2}\D(?:19|20)\d{2}\b/;

/** North American form: `(415) 555-2671`, `415-555-2671`; also of area codes that do not exist. */
const northAmerican = new RegExp(
  String.raw`${BEFORE}(?<!-)(?:\(\d{3}\)\s?\d{3}[\s.-]\d{4}|\d{3}-\d{3}-\d{4})${AFTER}(?!-)`,
  "gu",
);

/** International form that no numbering plan knows: `+33 6 …` with a digit too many is still meant to be dialled. */
const international =
  /(?<![\p{L}\p{N}_+-])(?<!\p{N}[.,\s])(?:\+\s?|00\s?)[1-9](?:[\s.\-/()]{0,3}\d){7,14}(?![\p{L}\p{N}_])/gu;

/** National forms that are looked for, and how such a number must begin to be meant as one. */
const plans = [
  { country: "FR", written: /^\(?0\d/ },
  { country: "GB", written: /^\(?0\d{2,4}\)?\s/ },
  { country: "US", written: /^\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}$/ },
] as const;

/** An amount of money is no phone number, however long it is. */
const moneyFollows = /^(?:[.,]\d{1,2})?\s?(?:€|\$|£|eur\b|euros?\b|cents?\b)/iu;

/** Phone numbers: French ones in every grouping, and whatever the numbering plans of the world know. */
export function findPhones(text: string): Span[] {
  const written = [
    ...spansOf(text, french).filter(({ start, end }) => isOneNumber(text.slice(start, end))),
    ...spansOf(text, northAmerican),
    ...spansOf(text, international),
  ];
  return [...written, ...plans.flatMap((plan) => inPlanOf(text, plan))].filter(
    ({ end }) => !moneyFollows.test(text.slice(end, end + 12)),
  );
}

/** One kind of separator throughout, and no date with something behind it. */
function isOneNumber(found: string): boolean {
  const separators = new Set(found.replace("(0)", "0").split(/\d/).filter(Boolean));
  return separators.size <= 1 && !dateFirst.test(found);
}

/** Digits and what stands between digits, as far as it goes: a part of a row of numbers is none. */
const run =
  /(?<![\p{L}\p{N}_#])(?<![=/]\s?|\p{N}[\s.,]{1,2})[+(\d][\d\s.()-]{6,60}(?<=\d)(?![\p{L}\p{N}_])/gu;

/** Longer than any number with its separators. */
const LONGEST = 24;

/** Digits without a gap are an order's number, a user's id or a product's as often as a phone's: those need a `+`. */
function inPlanOf(text: string, { country, written }: (typeof plans)[number]): Span[] {
  return spansOf(text, run).filter(({ start, end }) => {
    const found = text.slice(start, end);
    const isMeant = found.startsWith("+") || (written.test(found) && /\d[\s.-]\d|\)/.test(found));
    return isMeant && found.length <= LONGEST && isValidPhoneNumber(found, country);
  });
}
