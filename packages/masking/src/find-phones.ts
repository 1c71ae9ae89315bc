import { isValidPhoneNumber } from "libphonenumber-js";
import { lettersRead, numbersRead } from "./read-numbers.ts";
import { type Reading, writtenSpan } from "./reading.ts";
import { type Span, spansOf } from "./span.ts";

/** Not inside a word, an id, a decimal number, a version or a row of numbers. */
const BEFORE = String.raw`(?<![\p{L}\p{N}_#])(?<!\p{N}[.,])(?<!(?<!\p{N})\p{N}{2}[\s.\-/])`;
const AFTER = String.raw`(?![\p{L}\p{N}_])(?![\s.\-/]\p{N}{2}(?!\p{N}))`;

/**
 * French, national form, grouped in whatever way: `06 12 34 56 78`, `0612345678`, `06 1234 5678`, `0 6 1 2…`; one kind
 * of separator throughout. People group to hide a number, so no library's idea of a format is enough.
 */
const french = new RegExp(String.raw`${BEFORE}(?:\(0\)|0)\s?[1-79](?:[\s.\-/·]{0,3}\d){8}${AFTER}`, "gu");

/** `03 04 2026 14`: a date and an hour. */
const DATE_FIRST = /^\d{2}\D\d{2}\D(?:19|20)\d{2}\b/;

/** North American form: `(415) 555-2671`, `415-555-2671`; also of area codes that do not exist. */
const northAmerican = new RegExp(
  String.raw`${BEFORE}(?<!-)(?:\(\d{3}\)\s?\d{3}[\s.-]\d{4}|\d{3}-\d{3}-\d{4})${AFTER}(?!-)`,
  "gu",
);

/** International form that no numbering plan knows: `+33 6 …` with a digit too many is still meant to be dialled. */
const INTERNATIONAL =
  /(?<![\p{L}\p{N}_+-])(?<!\p{N}[.,\s])(?:\+\s?|00\s?)[1-9](?:[\s.\-/()]{0,3}\d){7,14}(?![\p{L}\p{N}_])/gu;

/** National forms that are looked for, and how such a number must begin to be meant as one. */
const plans = [
  { country: "FR", written: /^\(?0[1-79]/ },
  { country: "GB", written: /^\(?0(?!800)\d{2,4}\)?\s/ },
  { country: "US", written: /^\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}$/ },
] as const;

/** An amount of money is no phone number, however long it is, unless it begins with a zero. */
const MONEY_FOLLOWS = /^(?:[.,]\d{1,2})?\s?(?:€|\$|£|eur\b|euros?\b|cents?\b)/iu;

/** `10 000 000`, `+1,000,000`: a figure. */
const FIGURE = /^\+?\s?\d{1,3}(?:[ .,]\d{3})+$/;

/** Phone numbers: French ones in every grouping, and whatever the numbering plans of the world know. */
export function findPhones(plain: Reading): Span[] {
  const { text } = plain;
  const links = spansOf(text, LINK);
  const asWritten = [
    ...spansOf(text, french).filter(({ start, end }) => isOneNumber(text.slice(start, end))),
    ...spansOf(text, northAmerican),
    ...spansOf(text, INTERNATIONAL).filter(({ start, end }) => !isFigure(text.slice(start, end))),
    ...plans.flatMap((plan) => inPlanOf(text, plan)),
  ].filter(
    ({ start, end }) =>
      (text[start] === "0" || !MONEY_FOLLOWS.test(text.slice(end, end + 12))) &&
      !isNamedOtherwise(text, { start, end }),
  );
  const hidden = lettersRead(numbersRead(plain));
  return [
    ...asWritten.filter((span) => !isInside(span, links)).map((span) => writtenSpan(plain, span)),
    ...findHidden(plain, hidden),
  ];
}

/** One kind of separator throughout, and no date with something behind it. */
function isOneNumber(found: string): boolean {
  const separators = new Set(found.replace("(0)", "0").split(/\d/).filter(Boolean));
  return separators.size <= 1 && !DATE_FIRST.test(found) && !isCounting(found);
}

function isFigure(found: string): boolean {
  return FIGURE.test(found) && !isValidPhoneNumber(found, "FR");
}

/** Digits and what stands between digits, as far as it goes: a part of a row of numbers is none. */
const RUN =
  /(?<![\p{L}\p{N}_#])(?<![=/]\s?|\p{N}[\s.,]{1,2})[+(\d][\d\s.()-]{6,60}(?<=\d)(?![\p{L}\p{N}_])/gu;

/** Longer than any number with its separators. */
const LONGEST = 24;

/** Digits without a gap are an order's number, a user's id or a product's as often as a phone's: those need a `+`. */
function inPlanOf(text: string, { country, written }: (typeof plans)[number]): Span[] {
  return spansOf(text, RUN).filter(({ start, end }) => {
    const found = text.slice(start, end);
    const isMeant = found.startsWith("+") || (written.test(found) && /\d[\s.-]\d|\)/.test(found));
    return isMeant && found.length <= LONGEST && isValidPhoneNumber(found, country) && !isCounting(found);
  });
}

/** An address of a page: digits in it are of the page. */
const LINK = /(?:https?:\/\/|www\.)[^\s<>"']{3,300}/giu;

/** What a number is said to be when it is none to dial: a reference, or a row of sizes or days. */
const OTHERWISE_NAMED =
  /(?:commande|order|r[ée]f(?:[ée]rence)?s?|facture|invoice|colis|suivi|tracking|dossier|case|ticket|sku|ean|upc|isbn|part|planning|tailles?|sizes?|corps|pointures?|semaines?|weeks?|jours|days|pages?|lignes?|rows?|chiffres|digits|weights?|usps|ups)(?:\s?(?:n°|no\.?|number|num[ée]ro))?\s?[:#]?\s?(?:[A-Z0-9]{2,4}\s){0,4}[A-Z]{0,3}$/iu;

function isNamedOtherwise(text: string, { start, end }: Span): boolean {
  const named = OTHERWISE_NAMED.exec(text.slice(Math.max(0, start - 40), start))?.[0];
  if (named === undefined) return false;
  // A number to dial is grouped as one also behind “ref”; a row of sizes is grouped in the same way.
  const isReference =
    /^(?:commande|order|r|facture|invoice|colis|suivi|track|doss|case|tick|sku|ean|upc|isbn|part)/i;
  return !isReference.test(named) || !/^\d{2}(?:\D\d{2}){4}$/.test(text.slice(start, end));
}

function isInside({ start, end }: Span, outer: readonly Span[]): boolean {
  return outer.some((span) => span.start <= start && end <= span.end);
}

/** What people put between digits so that a number is not seen as one; words among it. */
const BETWEEN = String.raw`(?:[\s.\-/\\·_*|,:;~'’+>()\[\]{}]|\b(?:tiret|point|dash|dot|puis|then|slash|et|and)\b){0,9}`;
const hiddenRun = new RegExp(
  String.raw`(?:(?:\+|\bplus\b)\s{0,2})?[([{]?\d(?:${BETWEEN}\d){8,40}[)\]}]?`,
  "giu",
);

/** Numbers that are only read as such: in words, in other digits, between unusual separators, or without their zero. */
function findHidden(plain: Reading, hidden: Reading): Span[] {
  const links = spansOf(hidden.text, LINK);
  return spansOf(hidden.text, hiddenRun).flatMap((span) => {
    if (isInside(span, links) || isNamedOtherwise(hidden.text, span) || isPartOfId(hidden.text, span))
      return [];
    const found = hidden.text.slice(span.start, span.end);
    const written = writtenSpan(hidden, span);
    const isReread = !plainTextOf(plain, written).includes(found);
    const stretch = dialledIn(found, isReread);
    if (stretch === null) return [];
    return [writtenSpan(hidden, { start: span.start + stretch.start, end: span.start + stretch.end })];
  });
}

/** A row of letters and digits that a run is a part of, such as a hash; a word that is stuck to a number is none. */
function isPartOfId(text: string, { start, end }: Span): boolean {
  const before = /[\p{L}\p{N}_#-]*$/u.exec(text.slice(Math.max(0, start - 40), start))?.[0] ?? "";
  const after = /^[\p{L}\p{N}_#-]*/u.exec(text.slice(end, end + 40))?.[0] ?? "";
  return (
    !/^(?:[_#-]|\p{L}{1,8}[_#-]?)?$/u.test(before) ||
    !/^(?:[_#-]{1,2}|[_#-]?\p{L}{1,8})?$/u.test(after) ||
    /^(?:img|dsc|ref|sku|order|part|v)$/i.test(before.replace(/[_#-]/g, ""))
  );
}

function plainTextOf(plain: Reading, written: Span): string {
  const first = plain.starts.findIndex((start) => start >= written.start);
  const last = plain.ends.findLastIndex((end) => end <= written.end);
  return plain.text.slice(first, last + 1);
}

/** Numbers as they are dialled, digits only, with how their groups may be long. */
const dialled = [
  {
    digits: /^0[1-79]\d{8}$/,
    groups:
      /^(?:10|2,2,2,2,2|1,1,1,1,1,1,1,1,1,1|4,2,2,2|2,4,4|2,8|1,9|4,6|4,3,3|2,2,2,4|2,2,4,2|2,4,2,2|1,1,2,2,2,2)$/,
  },
  { digits: /^0(?:2|7)\d{9}$/, groups: /^(?:11|5,6|5,3,3|3,4,4|4,7|1,1,1,1,1,1,1,1,1,1,1)$/ },
  {
    digits: /^(?:33|0033)0?[1-9]\d{8}$/,
    groups: /^(?:(?:2|4),(?:1,)?1,2,2,2,2|11|13|(?:2|4),9|3,2,2,2,2|(?:1,){10,12}1)$/,
  },
  { digits: /^[67]\d{8}$/, groups: /^1,2,2,2,2$/ },
  { digits: /^44(?:0)?7\d{9}$/, groups: /^.{1,12}$/ },
  { digits: /^7\d{9}$/, groups: /^(?:4,6|4,3,3)$/ },
  { digits: /^1?[2-9]\d{2}[2-9]\d{6}$/, groups: /^(?:(?:1,)?3,3,4|(?:1,){9,10}1|11)$/ },
] as const;

/** Numbers of shops, which are printed on what is made for them: toll-free and special rates. */
const OF_A_SHOP = /^(?:08\d{8}|1?8(?:00|33|44|55|66|77|88)\d{7})$/;

/** At most this many groups stand around a number without hiding it: `75 06 12 34 56 78`, `415-555-2671 24/7`. */
const MOST_AROUND = 2;

const LEAST_GROUPS_AMONG = 3;

/** `100 250 500 2500`: so many figures that rise are a row, and no three of them a number. */
const LEAST_OF_A_ROW = 4;

/**
 * The part of a run of digits that is a number to dial.
 *
 * @param isReread whether the run was not digits as they stand: then it was hidden, and any grouping will do
 */
function dialledIn(found: string, isReread: boolean): Span | null {
  const groups = spansOf(found, /\d+/gu);
  const isInternational = /^\(?(?:\+|plus)/i.test(found);
  const values = groups.map(({ start, end }) => Number(found.slice(start, end)));
  const isAlone = isReread || isInternational || (values.length >= LEAST_OF_A_ROW && isRising(values));
  for (let around = 0; around <= (isAlone ? 0 : MOST_AROUND); around++) {
    for (let first = 0; first <= around; first++) {
      const inner = groups.slice(first, groups.length - (around - first));
      // A number in one piece beside others is one of a calculation.
      if (around > 0 && inner.length < LEAST_GROUPS_AMONG) continue;
      const start = inner[0]?.start ?? 0;
      const end = inner.at(-1)?.end ?? 0;
      const isWhole = around === 0;
      if (!isDialled(found, inner, { isReread, isInternational })) continue;
      return isWhole ? { start: 0, end: found.length } : { start, end };
    }
  }
  return null;
}

function isDialled(
  found: string,
  groups: readonly Span[],
  { isReread, isInternational }: { isReread: boolean; isInternational: boolean },
): boolean {
  const parts = groups.map(({ start, end }) => found.slice(start, end));
  const digits = parts.join("");
  const lengths = parts.map(({ length }) => length).join();
  if (OF_A_SHOP.test(digits) || isRow(parts) || isCounting(parts.join(" "))) return false;
  if (isInternational) return /^[1-9]\d{9,13}$/.test(digits) && !isFigure(found);
  if (
    /\d\s?:\s?\d{2}\s?:\s?\d{2}[.,]\d{3}|^\d{4}-\d{2}-\d{2}|^\d{2}\D{1,3}\d{2}\D{1,3}(?:19|20)\d{2}\b/.test(
      found,
    )
  )
    return false;
  return dialled.some((plan) => plan.digits.test(digits) && (isReread || plan.groups.test(lengths)));
}

/** Numbers that rise: sizes, days, pages. */
function isRow(parts: readonly string[]): boolean {
  return parts.length >= 5 && isRising(parts.map(Number));
}

function isRising(values: readonly number[]): boolean {
  return values.every((value, at) => at === 0 || value > (values[at - 1] ?? 0));
}

/** `0123456789` and `0 1 2 3 4 5 6 7 8 9` are how a typeface is shown. */
function isCounting(found: string): boolean {
  const digits = found.replace(/\D/g, "");
  return digits.length >= 9 && "01234567890123".includes(digits) && /^(?:\d+|\d(?:\D{1,3}\d)+)$/.test(found);
}
