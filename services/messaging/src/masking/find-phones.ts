import { type Span, spansOf } from "./span.ts";

/** Not inside a word, an id, a decimal number or a version. */
const BEFORE = String.raw`(?<![\p{L}\p{N}_])(?<!\p{N}[.,])`;
const AFTER = String.raw`(?![\p{L}\p{N}_])`;

/** French, national form: `06 12 34 56 78`, `06.12.34.56.78`, `0612345678`; one kind of separator throughout. */
const french = new RegExp(
  String.raw`${BEFORE}(?:\(0\)|0)\s?[1-9](\s?[.\-/·]?\s?)\d{2}(?:\1\d{2}){3}${AFTER}`,
  "gu",
);

/** International form: `+33 6 12 34 56 78`, `0033 (0)6…`, `+1 (415) 555-2671`: `+` or `00` and 8 to 15 digits. */
const international = new RegExp(
  String.raw`(?<![\p{L}\p{N}_+-])(?<!\p{N}[.,\s])(?:\+\s?|00\s?)[1-9](?:[\s.\-/()]{0,3}\d){7,14}${AFTER}`,
  "gu",
);

/** North American form: `(415) 555-2671`, `415-555-2671`. */
const northAmerican = new RegExp(
  String.raw`${BEFORE}(?<!-)(?:\(\d{3}\)\s?\d{3}[\s.-]\d{4}|\d{3}-\d{3}-\d{4})${AFTER}(?!-)`,
  "gu",
);

/** An amount of money is no phone number, however long it is. */
const moneyFollows = /^(?:[.,]\d{1,2})?\s?(?:€|\$|£|eur\b|euros?\b|cents?\b)/iu;

/** Phone numbers, French and international. */
export function findPhones(text: string): Span[] {
  return [french, international, northAmerican]
    .flatMap((pattern) => spansOf(text, pattern))
    .filter(({ end }) => !moneyFollows.test(text.slice(end, end + 12)));
}
