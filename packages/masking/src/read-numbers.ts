import { byWord } from "./by-word.ts";
import { type Reading, reread } from "./reading.ts";

const units = byWord([
  ["0", "zéro zero oh"],
  ["1", "un une one"],
  ["2", "deux two"],
  ["3", "trois three"],
  ["4", "quatre four"],
  ["5", "cinq five"],
  ["6", "six"],
  ["7", "sept seven"],
  ["8", "huit eight"],
  ["9", "neuf nine"],
]);

const teens = byWord([
  [10, "dix ten"],
  [11, "onze eleven"],
  [12, "douze twelve"],
  [13, "treize thirteen"],
  [14, "quatorze fourteen"],
  [15, "quinze fifteen"],
  [16, "seize sixteen"],
  [17, "seventeen"],
  [18, "eighteen"],
  [19, "nineteen"],
]);

const tens = byWord([
  [20, "vingt twenty"],
  [30, "trente thirty"],
  [40, "quarante forty"],
  [50, "cinquante fifty"],
  [60, "soixante sixty"],
  [70, "septante seventy"],
  [80, "huitante octante eighty"],
  [90, "nonante ninety"],
]);

const repeats = byWord([
  [2, "double"],
  [3, "triple"],
]);

/** French counts on past sixty and eighty: `soixante-douze`, `quatre-vingt-treize`. */
const COUNTS_ON = [60, 80];

const WORD = [units, teens, tens, repeats]
  .flatMap((table) => [...table.keys()])
  .concat("vingts", "et")
  .sort((a, b) => b.length - a.length)
  .join("|");

/** Words of numbers in a row; `et` stands only between two of them. */
const phrase = new RegExp(
  String.raw`(?<![\p{L}])(?!et\b)(?:${WORD})(?:[\s-]{0,2}(?:${WORD}))*(?<!et)(?![\p{L}])`,
  "giu",
);

const words = new RegExp(WORD, "giu");

/** A reading in which words for numbers are digits, as they are said in telephone numbers: `zéro six douze` is `0612`. */
export function numbersRead(reading: Reading): Reading {
  return reread(reading, phrase, (match) => digitsOf(match.toLowerCase().match(words) ?? []));
}

function digitsOf(said: readonly string[]): string {
  let digits = "";
  let at = 0;
  while (at < said.length) {
    const { text, length } = numberAt(said, at);
    digits += text;
    at += length;
  }
  return digits;
}

/** The number that begins at a word, in digits, and how many words it takes. */
function numberAt(said: readonly string[], at: number): { text: string; length: number } {
  const word = said[at] ?? "";
  const next = said[at + 1] ?? "";
  const times = repeats.get(word);
  if (times !== undefined) return { text: (units.get(next) ?? "").repeat(times), length: 2 };
  const isEighty = word === "quatre" && next.startsWith("vingt");
  const ten = isEighty ? 80 : tens.get(word);
  if (ten !== undefined) {
    const after = at + (isEighty ? 2 : 1);
    const and = said[after] === "et" ? 1 : 0;
    const rest = restOf(ten, said[after + and] ?? "", said[after + and + 1] ?? "");
    return { text: String(ten + rest.value), length: after - at + (rest.length > 0 ? and + rest.length : 0) };
  }
  const teen = teens.get(word);
  if (teen === undefined) return { text: units.get(word) ?? "", length: 1 };
  // `dix-sept` is one number.
  const unit = Number(units.get(next) ?? 0);
  return teen === 10 && unit >= 7
    ? { text: String(10 + unit), length: 2 }
    : { text: String(teen), length: 1 };
}

function restOf(ten: number, word: string, next: string): { value: number; length: number } {
  const unit = Number(units.get(word) ?? 0);
  if (unit > 0) return { value: unit, length: 1 };
  const teen = teens.get(word);
  if (teen === undefined || !COUNTS_ON.includes(ten)) return { value: 0, length: 0 };
  const after = Number(units.get(next) ?? 0);
  return teen === 10 && after >= 7 ? { value: 10 + after, length: 2 } : { value: teen, length: 1 };
}

/** Digits among letters that look like some: `O6 12 l2 34 56`. */
const MIXED = /(?<![\p{L}\p{N}])[\dOoIl]+(?:[\s.()/-]{1,2}[\dOoIl]+)*(?![\p{L}\p{N}])/gu;

/** A reading in which letters that look like digits are some, where they stand among at least four digits. */
export function lettersRead(reading: Reading): Reading {
  return reread(reading, MIXED, (match) => {
    const digits = match.replace(/\D/g, "").length;
    const letters = match.replace(/[^OoIl]/g, "").length;
    if (letters === 0 || digits < 4 || digits < letters) return null;
    return match.replace(/[Oo]/g, "0").replace(/[Il]/g, "1");
  });
}
