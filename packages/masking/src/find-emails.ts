import { closeReading, type Reading, reread, writtenSpan } from "./reading.ts";
import { type Span, spansOf } from "./span.ts";

const WORD = String.raw`[\p{L}\p{N}][\p{L}\p{N}_%+-]{0,63}`;
const LABEL = String.raw`[\p{L}\p{N}][\p{L}\p{N}-]{0,62}`;

/** What stands around a word that hides a sign: `(at)`, `[dot]`, `*point*`. */
const OPEN = String.raw`[\[({<*|/]`;
const CLOSE = String.raw`[\])}>*|/]`;

const DOT_WORD = `(?:dot|point|period|pt)`;
/** A dot in another form: spelled, wrapped, apart, doubled, or a comma. */
const HIDDEN_DOT = String.raw`(?:\s{0,2}${OPEN}{1,2}\s?(?:${DOT_WORD}|\.)\s?${CLOSE}{1,2}\s{0,2}|\s${DOT_WORD}\s|\s{0,2}\.{1,3}\s{0,2}|,|\s,\s)`;
const SPELLED_DOT = String.raw`(?:\s{0,2}${OPEN}{1,2}\s?(?:${DOT_WORD}|\.)\s?${CLOSE}{1,2}\s{0,2}|\s${DOT_WORD}\s)`;

/** A sign that is nothing else. */
const AT = String.raw`(?:\s{0,2}${OPEN}{0,2}\s?(?:@{1,3}|\barr?oba[sz]e?s?\b|\bat\ssign\b|\ba\scommercial\b)\s?${CLOSE}{0,2}\s{0,2})`;
/** A word that is one inside of brackets. */
const WRAPPED_AT = String.raw`(?:\s{0,2}${OPEN}\s?(?:at|a|chez|sur|on)\s?${CLOSE}\s{0,2})`;
/** A word that is mostly only a word. */
const AT_WORD = String.raw`\s(?:at|chez|sur|on|à)\s`;

/** The top-level domains that people have addresses under, as they are looked for where signs are hidden. */
const END = String.raw`(?![\p{L}\p{N}])`;
const COMMON = `(?:com|fr|org|net|eu|io|me|co|uk|be|ch|ca|lu|de|es|it|nl|pt|ie|us|ma|tn|info|biz|pro|dev|app|design|studio|paris|bzh|test)${END}`;
/** Of these, the ones that are no words. */
const SURE = `(?:com|fr|org|net|eu|io|uk|co|design|studio|dev)${END}`;
const PROVIDER = `(?:g(?:oogle)?mail|hotmail|outlook|yahoo|live|msn|icloud|proton(?:mail)?|gmx|aol|orange|free|laposte|sfr|wanadoo|mailo)`;

/** `jean.dupont`, and with the dot spelled out or apart. */
const LOCAL = String.raw`${WORD}(?:(?:\.|\s\.\s|${SPELLED_DOT}|\sunderscore\s)${WORD}){0,6}`;
const BEFORE = String.raw`(?<![\p{L}\p{N}])(?!git@)`;

const patterns = [
  // `jean@example.fr`
  String.raw`${BEFORE}${LOCAL}@{1,3}(?:${LABEL}\.{1,2}){1,4}\p{L}{2,24}`,
  // `jean @ example.fr`, `jean (at) example.fr`, `jean arobase example point fr`
  String.raw`${BEFORE}${LOCAL}(?!\s{1,2}@\S)${AT}${LABEL}(?:${HIDDEN_DOT}${LABEL}){0,3}${HIDDEN_DOT}${COMMON}`,
  `${BEFORE}${LOCAL}${WRAPPED_AT}${LABEL}(?:${HIDDEN_DOT}${LABEL}){0,3}${HIDDEN_DOT}${COMMON}`,
  // `jean at example dot com`: a bare “at” is a word, so the dot must be spelled out too.
  String.raw`${BEFORE}${LOCAL}\sat\s${LABEL}(?:\s(?:dot|point)\s${LABEL}){0,2}${SPELLED_DOT}${SURE}`,
  // `jean at gmail.com`, `jean chez orange point fr`, `jean @gmail com`: of the public mail providers.
  String.raw`${BEFORE}${LOCAL}(?:${AT}|${WRAPPED_AT}|${AT_WORD})${PROVIDER}(?:${HIDDEN_DOT}|\s)\p{L}{2,4}${END}`,
  // `jean@gmail`, and `jean83 chez gmail`: the rest is known to all.
  `${BEFORE}${LOCAL}@{1,3}${PROVIDER}${END}`,
  String.raw`${BEFORE}(?=[\p{L}\p{N}._-]*[\d._])[\p{L}][\p{L}\p{N}._-]{3,63}${AT_WORD}${PROVIDER}${END}`,
].map((pattern) => new RegExp(pattern, "giu"));

/** `logo@2x.png`: a picture for screens of another density. */
const DENSITY = /@\d(?:[.,]\d)?x\./i;

/** `nom@exemple.com`: what a form shows before it is filled in. */
const EXAMPLE =
  /^(?:votre[._-]?)?(?:(?:your[._-]?)?(?:name|first[._-]?name|e?mail|address)|you|user|nom|pr[ée]nom(?:[._-]nom)?|adresse|contact)@(?:exemple|example|domaine?|company|entreprise|soci[ée]t[ée]|site|votre-?\w+|your-?\w+)\.\p{L}{2,6}$/iu;

/** `jean_at_example_dot_fr`, `jean-arobase-example-point-fr`. */
const JOINED_AT = /(?<=[\p{L}\p{N}])[_-](?:at|arr?oba[sz]e?|chez)[_-](?=[\p{L}\p{N}])/giu;
const JOINED_DOT = /(?<=[\p{L}\p{N}])[_-](?:dot|point)[_-](?=[\p{L}\p{N}])/giu;

/** A reading in which words for signs that lines join to their neighbours are the signs. */
function unjoined(reading: Reading): Reading {
  return reread(
    reread(reading, JOINED_AT, () => "@"),
    JOINED_DOT,
    () => ".",
  );
}

/** E-mail addresses, as they are and in the spellings that hide them from a plain search. */
export function findEmails(plain: Reading): Span[] {
  return [unjoined(plain), closeReading(plain)].flatMap((reading) =>
    patterns
      .flatMap((pattern) => spansOf(reading.text, pattern))
      .filter(({ start, end }) => {
        const found = reading.text.slice(start, end);
        return !DENSITY.test(found) && !EXAMPLE.test(found);
      })
      .map((span) => writtenSpan(reading, span)),
  );
}
