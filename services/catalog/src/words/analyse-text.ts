import snowball from "snowball-stemmers";
import { stopWords } from "./stop-words.ts";

/** One word of a text and everything that it may be found by. */
export interface Word {
  /** Lower case, without accents. */
  readonly plain: string;
  /** The plain word and its stems in both languages: a listing's language is not asked, and many mix the two. */
  readonly forms: readonly string[];
}

/** Longer ones are no words; cut, so that no text makes index entries of any size. */
const MAX_WORD_LENGTH = 40;

const french = snowball.newStemmer("french");
const english = snowball.newStemmer("english");

/**
 * The words of a text that say something: split, lower-cased, stop words left out.
 * Accents do not matter, since every form is kept without them; the French stemmer sees the word both as it was
 * written and without accents, because its rules need them and the person who searches may not type them.
 */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const written of splitWords(text)) {
    const plain = withoutAccents(written);
    if (stopWords.has(plain)) continue;
    const stems = [french.stem(plain), withoutAccents(french.stem(written)), english.stem(plain)];
    words.push({ plain, forms: [...new Set([plain, ...stems])] });
  }
  return words;
}

/** Every form of every word of a text, each once: what an index keeps of it. */
export function formsOf(text: string): string[] {
  return [...new Set(wordsOf(text).flatMap((word) => word.forms))];
}

/** The words of a text as they were written, in lower case and with œ and æ spelt out. */
export function splitWords(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll("œ", "oe")
      .replaceAll("æ", "ae")
      .replaceAll("ß", "ss")
      // "e-mail" and "email", "e-commerce" and "ecommerce" are one word each.
      .replace(/(?<![\p{L}\p{N}])(\p{L})-(?=\p{L}{2})/gu, "$1")
      .split(/[^\p{L}\p{N}\p{M}]+/u)
      .filter((word) => word !== "")
      .map((word) => word.slice(0, MAX_WORD_LENGTH))
  );
}

function withoutAccents(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "");
}
