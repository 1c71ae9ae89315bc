import snowball from "snowball-stemmers";
import { spelling, uninflected } from "./inflection.ts";
import { splitWords } from "./split-words.ts";
import { isStopWord, isWish } from "./stop-words.ts";
import { kinOf } from "./word-families.ts";

/** One word of a text and everything that it may be found by. */
export interface Word {
  /** Lower case, without accents. */
  readonly plain: string;
  /** The plain word without its inflection: a listing that has it has the word as it was meant. */
  readonly basic: string;
  /**
   * The plain word, its stems in both languages, what it is without its inflection, and its family: a listing's language
   * is not asked, and many mix the two.
   */
  readonly forms: readonly string[];
}

/** A word of a search. */
export interface AskedWord extends Word {
  /** Whether it is a wish ("cheap", "please") and no word about what is offered. */
  readonly isWish: boolean;
}

const french = snowball.newStemmer("french");
const english = snowball.newStemmer("english");

/** Every form of every word of a text, each once: what an index keeps of it. A hyphenated word is in it joined and split. */
export function formsOf(text: string): string[] {
  return [...new Set(indexedWords(text).flatMap((word) => formsOfWord(word)))];
}

/** The words of a text as they may be typed to find it, without accents. */
export function plainWordsOf(text: string): string[] {
  return [...new Set(indexedWords(text).map(withoutAccents))];
}

/**
 * The words of a search, stop words left out where there are others. A hyphenated word is asked for joined or split: each
 * of its parts has the whole word as a form.
 */
export function askedWordsOf(text: string): AskedWord[] {
  const words = splitWords(text).flatMap(({ written, parts }) =>
    parts.map((part) => ({ part, joined: parts.length > 1 ? formsOfWord(written) : [] })),
  );
  const telling = words.filter(({ part }) => !isStopWord(part));
  return (telling.length > 0 ? telling : words).map(({ part, joined }) => {
    const plain = withoutAccents(part);
    return {
      plain,
      basic: uninflected(spelling(plain)),
      forms: [...new Set([...formsOfWord(part), ...joined])],
      isWish: isWish(plain),
    };
  });
}

/** Accents do not matter, since every form is kept without them. */
export function withoutAccents(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "");
}

function indexedWords(text: string): string[] {
  return splitWords(text).flatMap(({ written, parts, bare }) => {
    const telling = [...parts, ...bare].filter((part) => !isStopWord(part));
    if (parts.length === 1 || telling.length === 0) return telling;
    const pairs = parts.slice(1).map((part, index) => `${parts[index]}${part}`);
    return [...telling, ...pairs, written];
  });
}

/**
 * The French stemmer sees a word both as it was written and without accents, because its rules need them and the person
 * who searches may not type them.
 */
export function formsOfWord(written: string): string[] {
  const plain = withoutAccents(written);
  const spelt = spelling(plain);
  const basic = uninflected(spelt);
  const stems = {
    french: withoutAccents(french.stem(written)),
    english: english.stem(spelt),
  };
  const kin = kinOf({ plain, uninflected: basic }, stems);
  return [
    ...new Set([
      plain,
      basic,
      french.stem(plain),
      stems.french,
      stems.english,
      ...(kin === null ? [] : [kin]),
    ]),
  ];
}
