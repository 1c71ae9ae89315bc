import { type Reading, reread } from "./reading.ts";

const units: Readonly<Record<string, string>> = {
  zéro: "0", zero: "0", oh: "0", un: "1", une: "1", deux: "2", trois: "3", quatre: "4", cinq: "5", six: "6", sept: "7",
  huit: "8", neuf: "9", one: "1", two: "2", three: "3", four: "4", five: "5", seven: "7", eight: "8", nine: "9",
}; // biome-ignore format: a table of pairs is read in rows

const teens: Readonly<Record<string, number>> = {
  dix: 10, onze: 11, douze: 12, treize: 13, quatorze: 14, quinze: 15, seize: 16, ten: 10, eleven: 11, twelve: 12,
  thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
}; // biome-ignore format: a table of pairs is read in rows

const tens: Readonly<Record<string, number>> = {
  vingt: 20, trente: 30, quarante: 40, cinquante: 50, soixante: 60, septante: 70, huitante: 80, octante: 80,
  nonante: 90, twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
}; // biome-ignore format: a table of pairs is read in rows

const repeats: Readonly<Record<string, number>> = { double: 2, triple: 3 };

/** French counts on past sixty and eighty: `soixante-douze`, `quatre-vingt-treize`. */
const COUNTS_ON = [60, 80];

const WORD = [units, teens, tens, repeats]
  .flatMap(Object.keys)
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
  const times = repeats[word];
  if (times !== undefined) return { text: (units[next] ?? "").repeat(times), length: 2 };
  const isEighty = word === "quatre" && next.startsWith("vingt");
  const ten = isEighty ? 80 : tens[word];
  if (ten !== undefined) {
    const after = at + (isEighty ? 2 : 1);
    const and = said[after] === "et" ? 1 : 0;
    const rest = restOf(ten, said[after + and] ?? "", said[after + and + 1] ?? "");
    return { text: String(ten + rest.value), length: after - at + (rest.length > 0 ? and + rest.length : 0) };
  }
  const teen = teens[word];
  if (teen === undefined) return { text: units[word] ?? "", length: 1 };
  // `dix-sept` is one number.
  const unit = Number(units[next] ?? 0);
  return teen === 10 && unit >= 7
    ? { text: String(10 + unit), length: 2 }
    : { text: String(teen), length: 1 };
}

function restOf(ten: number, word: string, next: string): { value: number; length: number } {
  const unit = Number(units[word] ?? 0);
  if (unit > 0) return { value: unit, length: 1 };
  const teen = teens[word];
  if (teen === undefined || !COUNTS_ON.includes(ten)) return { value: 0, length: 0 };
  const after = Number(units[next] ?? 0);
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
