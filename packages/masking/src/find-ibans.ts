import { type Reading, writtenSpan } from "./reading.ts";
import type { Span } from "./span.ts";

/** Length of an IBAN by country (SWIFT IBAN registry): a stretch of another length is no IBAN. */
const lengths: Readonly<Record<string, number>> = {
  AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BR: 29, BY: 28, CH: 21, CR: 22,
  CY: 28, CZ: 24, DE: 22, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18, FO: 18, FR: 27, GB: 22, GE: 22,
  GI: 23, GL: 18, GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30,
  KZ: 20, LB: 28, LC: 32, LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MR: 27,
  MT: 31, MU: 30, NL: 18, NO: 15, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22, SA: 24, SC: 31,
  SE: 24, SI: 19, SK: 24, SM: 27, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26, UA: 29, VA: 22, VG: 24, XK: 20,
}; // biome-ignore format: a table of pairs is read in rows

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
    const length = lengths[`${match[1]}${match[2]}`.toUpperCase()];
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
