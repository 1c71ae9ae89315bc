import { byWord } from "./by-word.ts";
import { type Reading, writtenSpan } from "./reading.ts";
import type { Span } from "./span.ts";

/** Length of an IBAN by country (SWIFT IBAN registry): a stretch of another length is no IBAN. */
const lengths = byWord([
  [15, "NO"],
  [16, "BE"],
  [18, "DK FI FO GL NL"],
  [19, "MK SI"],
  [20, "AT BA EE KZ LT LU XK"],
  [21, "CH HR LI LV"],
  [22, "BG BH CR DE GB GE IE ME RS VA"],
  [23, "AE GI IL IQ TL"],
  [24, "AD CZ ES MD PK RO SA SE SK TN VG"],
  [25, "LY PT ST"],
  [26, "IS TR"],
  [27, "FR GR IT MC MR SM"],
  [28, "AL AZ BY CY DO GT HU LB PL SV"],
  [29, "BR EG PS QA UA"],
  [30, "JO KW MU"],
  [31, "MT SC"],
  [32, "LC"],
]);

/** What people put between the groups of a number, and between all its characters to hide it. */
const BETWEEN = /[\s.\-_/|*:]/;
const MOST_BETWEEN = 3;

const BEGINNING =
  /(?<![A-Za-z0-9_])([A-Za-z])[\s.\-_/|*:]{0,2}([A-Za-z])[\s.\-_/|*:]{0,3}\d[\s.\-_/|*:]{0,2}\d/g;

/** Where an account is spoken of, a mistyped number still is one. */
const SPOKEN_OF = /(?:iban|rib|virement|compte|account|wire|bank|pay)/i;
const SPOKEN_WITHIN = 40;

/** Bank account numbers: a country's letters, check digits and exactly its length, in one piece or in groups. */
export function findIbans(plain: Reading): Span[] {
  const { text } = plain;
  const found: Span[] = [];
  for (const match of text.matchAll(BEGINNING)) {
    const length = lengths.get(`${match[1]}${match[2]}`.toUpperCase());
    const end = length === undefined ? null : endOf(text, match.index, length);
    if (end === null) continue;
    const isSpokenOf = SPOKEN_OF.test(text.slice(Math.max(0, match.index - SPOKEN_WITHIN), match.index));
    if (looksReal(text.slice(match.index, end), isSpokenOf)) {
      found.push(writtenSpan(plain, { start: match.index, end }));
    }
  }
  return found;
}

/** Where the wanted count of letters and digits is reached with few separators between two of them. */
function endOf(text: string, start: number, length: number): number | null {
  let between = 0;
  let position = start;
  for (let counted = 0; counted < length; position++) {
    const character = text[position] ?? "";
    if (/[A-Za-z0-9]/.test(character)) {
      counted++;
      between = 0;
    } else {
      between += 1;
      if (!BETWEEN.test(character) || between > MOST_BETWEEN) return null;
    }
  }
  return /[A-Za-z0-9_]/.test(text[position] ?? "") ? null : position;
}

/** Longer ones are no reference of a file by chance. */
const LONG = 20;

/**
 * The checksum holds (ISO 7064, mod 97), or nearly all of it is digits: a mistyped number still tells enough, if it is long
 * or spoken of as an account.
 */
function looksReal(written: string, isSpokenOf: boolean): boolean {
  const iban = written.replace(/[^A-Za-z0-9]/g, "").toUpperCase();
  if (mod97(iban.slice(4) + iban.slice(0, 4)) === 1) return true;
  const digits = iban.slice(4).replace(/\D/g, "").length;
  return digits >= (iban.length - 4) * 0.7 && (isSpokenOf || iban.length >= LONG);
}

function mod97(rearranged: string): number {
  let rest = 0;
  for (const character of rearranged) {
    // A letter counts as two digits: A is 10, Z is 35.
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
