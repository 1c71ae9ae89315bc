import { type Span, spansOf } from "./span.ts";

const WORD = String.raw`[\p{L}\p{N}][\p{L}\p{N}_%+-]{0,63}`;
const SPELLED_DOT = String.raw`(?:\s{0,2}[([{](?:dot|point|\.)[)\]}]\s{0,2}|\s(?:dot|point)\s)`;
const AT = String.raw`\s{0,2}(?:@|＠|[([{](?:at|a|@|arobase)[)\]}]|\barr?oba[sz]e?\b)\s{0,2}`;
const LABEL = String.raw`[\p{L}\p{N}][\p{L}\p{N}-]{0,62}`;
const TOP_LEVEL = String.raw`\p{L}{2,24}`;

/** Where a dot stands apart or is a word, what follows must be a top-level domain that people have addresses under. */
const COMMON_TOP_LEVEL = String.raw`(?:com|fr|org|net|eu|io|me|co|uk|be|ch|ca|lu|de|es|it|nl|pt|ie|us|ma|tn|info|biz|pro|dev|app|design|studio|paris|bzh|test)(?![\p{L}\p{N}])`;

/** `jean.dupont`, and with the dot spelled out or apart. */
const LOCAL = String.raw`${WORD}(?:(?:\.|\s\.\s|${SPELLED_DOT})${WORD}){0,4}`;
const BEFORE = String.raw`(?<![\p{L}\p{N}])(?!git@)`;

/** `jean@example.fr`, `jean (at) example.fr`, `jean arobase example point fr`. */
const address = new RegExp(
  String.raw`${BEFORE}${LOCAL}${AT}(?:${LABEL}(?:\.|${SPELLED_DOT})){1,4}${TOP_LEVEL}`,
  "giu",
);

/** `jean @ example . fr`, `jean arobase example .fr`. */
const apart = new RegExp(
  String.raw`${BEFORE}${LOCAL}${AT}${LABEL}(?:\s{0,2}\.\s{0,2}${LABEL}){0,2}\s{0,2}\.\s{0,2}${COMMON_TOP_LEVEL}`,
  "giu",
);

/** `jean at example dot fr`: a bare “at” is a word, so the dot must be spelled out too. */
const spelledOut = new RegExp(
  String.raw`${BEFORE}${LOCAL}\sat\s${LABEL}(?:\s(?:dot|point)\s${LABEL}){0,2}\s(?:dot|point)\s${COMMON_TOP_LEVEL}`,
  "giu",
);

/** `jean_at_example_dot_fr` */
const joined = new RegExp(
  String.raw`(?<![\p{L}\p{N}])[\p{L}\p{N}.]{1,40}[_-]at[_-][\p{L}\p{N}]{1,40}[_-](?:dot|point)[_-]${COMMON_TOP_LEVEL}`,
  "giu",
);

/** `jean at gmail.com`: after a bare “at”, only the public mail providers. */
const provided =
  /(?<![\p{L}\p{N}])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}\sat\s(?:g(?:oogle)?mail|hotmail|outlook|yahoo|live|msn|icloud|proton(?:mail)?|gmx|aol|orange|free|laposte|sfr|wanadoo)(?:\.|\s(?:dot|point)\s)\p{L}{2,4}(?![\p{L}\p{N}])/giu;

/** E-mail addresses, as they are and in the spellings that hide them from a plain search. */
export function findEmails(text: string): Span[] {
  return [address, apart, spelledOut, joined, provided].flatMap((pattern) => spansOf(text, pattern));
}
