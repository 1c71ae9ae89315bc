import { byWord } from "./by-word.ts";
import type { Span } from "./span.ts";

/** A text as a reader takes it, and where each of its characters stands in the text that was written. */
export interface Reading {
  readonly text: string;
  /** Of each UTF-16 unit of `text`: where what it was made from begins in the written text … */
  readonly starts: readonly number[];
  /** … and where that ends. */
  readonly ends: readonly number[];
}

/** The stretch of the written text that a stretch of a reading was made from. */
export function writtenSpan({ starts, ends }: Reading, { start, end }: Span): Span {
  return { start: starts[start] ?? 0, end: ends[end - 1] ?? 0 };
}

/** Puts a reading together, piece by piece. */
function readingBuilder() {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  return {
    /** A piece of nothing belongs to what stands before it. */
    add(piece: string, start: number, end: number): void {
      if (piece === "" && ends.length > 0) ends[ends.length - 1] = end;
      text += piece;
      for (let unit = 0; unit < piece.length; unit++) {
        starts.push(start);
        ends.push(end);
      }
    },
    done: (): Reading => ({ text, starts, ends }),
  };
}

/** What draws nothing, and the frame around the digits of a keypad. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?!\s)\p{Cc}|\u20e3/u;

/** Where a line ends, beside the line feed; U+0085 is no space to a pattern. */
const LINE_END = /[\v\f\r\u0085\u2028\u2029]/u;

/** Signs at the beginning of an item, and arrows from one to the next. */
const ITEM_SIGN = /[•‣◦●○▪▫■□∙⁃⁌⁍\u2190-\u21ff]/u;

/** Letters of other scripts that look like Latin ones. */
const lookalikes = byWord([
  ["a", "а α"],
  ["b", "в"],
  ["e", "е ё ε"],
  ["h", "һ н"],
  ["i", "і ι ı"],
  ["j", "ј"],
  ["k", "к κ"],
  ["m", "м"],
  ["o", "о ο"],
  ["p", "р ρ"],
  ["c", "с"],
  ["s", "ѕ"],
  ["t", "т τ"],
  ["y", "у"],
  ["x", "х"],
  ["d", "ԁ"],
  ["g", "ɡ"],
  ["v", "ν"],
  ["u", "υ"],
  ["A", "А"],
  ["B", "В"],
  ["E", "Е"],
  ["H", "Н"],
  ["I", "І"],
  ["K", "К"],
  ["M", "М"],
  ["O", "О"],
  ["P", "Р"],
  ["C", "С"],
  ["T", "Т"],
  ["X", "Х"],
]);

/** The value of a digit of any script: digits stand in Unicode in rows of ten. */
function digitOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(point - before - 1))) before += 1;
  return String(before % 10);
}

function asRead(character: string): string {
  if (LINE_END.test(character)) return "\n";
  if (character >= " " && character < "\u007f") return character;
  if (ITEM_SIGN.test(character)) return "·";
  if (INVISIBLE.test(character)) return "";
  const lookalike = lookalikes.get(character);
  if (lookalike !== undefined) return lookalike;
  const plain = character.normalize("NFKC");
  if (/^\p{Nd}$/u.test(plain)) return plain < "\u007f" ? plain : digitOf(plain);
  if (/^[\p{Pd}\u2212]$/u.test(plain)) return "-";
  if (/^\p{Zs}$/u.test(plain)) return " ";
  if (plain === "\u3002") return ".";
  return plain;
}

/**
 * A text without what draws nothing, with the digits of every script as ASCII, and with full-width, mathematical, circled
 * and look-alike letters, dashes and spaces as plain ones.
 */
export function plainReading(written: string): Reading {
  const builder = readingBuilder();
  let start = 0;
  for (const character of written) {
    const end = start + character.length;
    builder.add(asRead(character), start, end);
    start = end;
  }
  return builder.done();
}

/** A reading in which every match of a pattern is read as something else; `null` leaves a match as it is. */
export function reread(reading: Reading, pattern: RegExp, read: (match: string) => string | null): Reading {
  const builder = readingBuilder();
  const keep = (from: number, to: number) => {
    for (let unit = from; unit < to; unit++) {
      builder.add(reading.text[unit] ?? "", reading.starts[unit] ?? 0, reading.ends[unit] ?? 0);
    }
  };
  let end = 0;
  for (const match of reading.text.matchAll(pattern)) {
    const replaced = read(match[0]);
    if (replaced === null || match[0] === "") continue;
    keep(end, match.index);
    end = match.index + match[0].length;
    builder.add(replaced, reading.starts[match.index] ?? 0, reading.ends[end - 1] ?? 0);
  }
  keep(end, reading.text.length);
  return builder.done();
}

/**
 * A break between two lines: what the first ends with, such as a comma or a hyphen, and what the second begins with, such
 * as the sign of an item or of a quotation. A mail program's `<br>` is one.
 */
const BREAK = /(?<=[\p{L}\p{N}])[ \t,;.-]{0,5}(?:\n|<br\s{0,2}\/?>)[\s·*>-]{0,12}(?=[\p{L}\p{N}@])/giu;

/** A reading in which the lines of a list, a quotation or a column follow each other without what stands around breaks. */
export function linesJoined(reading: Reading): Reading {
  return reread(reading, BREAK, () => "\n");
}

/** Single characters with a space between each two: `j e a n @ g m a i l . c o m`. */
const SPACED = /(?<!\S)\S(?: {1,2}\S(?!\S)){5,}/gu;

/** A reading in which what was written with a space between all characters is together. */
export function closeReading(reading: Reading): Reading {
  return reread(reading, SPACED, (match) => match.replaceAll(" ", ""));
}
