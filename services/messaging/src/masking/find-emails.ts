import { type Span, spansOf } from "./span.ts";

const LOCAL = String.raw`[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}`;
const AT = String.raw`\s{0,2}(?:@|＠|\((?:at|@|arobase)\)|\[(?:at|@|arobase)\]|\barr?obase\b)\s{0,2}`;
const DOT = String.raw`(?:\.|\s{0,2}(?:\((?:dot|point|\.)\)|\[(?:dot|point|\.)\])\s{0,2}|\s(?:dot|point)\s)`;
const LABEL = String.raw`[\p{L}\p{N}][\p{L}\p{N}-]{0,62}`;
const TOP_LEVEL = String.raw`\p{L}{2,24}`;

/** `jean@example.fr`, `jean (at) example [dot] fr`, `jean arobase example point fr`. */
const address = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${LOCAL}${AT}(?:${LABEL}${DOT}){1,4}${TOP_LEVEL}`,
  "giu",
);

/** `jean at example dot fr`: a bare “at” is a word, so the dot must be spelled out too. */
const spelledOut = new RegExp(
  String.raw`(?<![\p{L}\p{N}])${LOCAL}\sat\s${LABEL}(?:\s(?:dot|point)\s${LABEL}){0,2}\s(?:dot|point)\s${TOP_LEVEL}`,
  "giu",
);

/** E-mail addresses, as they are and in the spellings that hide them from a plain search. */
export function findEmails(text: string): Span[] {
  return [...spansOf(text, address), ...spansOf(text, spelledOut)];
}
