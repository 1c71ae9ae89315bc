/** One word of a text as it was written, in lower case, with the words that hyphens join in it. */
export interface WrittenWord {
  readonly written: string;
  /** "story" and "board" of "story-board"; of a word without a hyphen, itself. */
  readonly parts: readonly string[];
  /** "shirt" of "t-shirt", which is one part. */
  readonly bare: readonly string[];
}

/** Longer ones are no words; cut, so that no text makes index entries of any size. */
const MAX_WORD_LENGTH = 40;

/** Programming languages whose name is a letter and signs, and words with or without hyphens. */
const WORD =
  /(?<![\p{L}\p{N}\p{M}])[cf](?:\+\+|#)(?![\p{L}\p{N}])|[\p{L}\p{N}\p{M}]+(?:-[\p{L}\p{N}\p{M}]+)*/gu;

/** A lone letter with a hyphen and a word. */
const LETTER_AND_WORD = /(?<![\p{L}\p{N}\p{M}])\p{L}\p{M}*-([\p{L}\p{N}\p{M}]{2,})/gu;

/**
 * The words of a text in lower case, with œ, æ and ß spelt out. What cannot be seen does not part words: soft hyphens and
 * other format characters go, and every kind of hyphen is one.
 */
export function splitWords(text: string): WrittenWord[] {
  const read = text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll("ß", "ss");
  return [...read.matchAll(WORD)].map(([word]) => ({
    written: cut(word.replaceAll("-", "")),
    parts: partsOf(word).map(cut),
    bare: [...word.matchAll(LETTER_AND_WORD)].map(([, bare = ""]) => cut(bare)),
  }));
}

const cut = (word: string) => word.slice(0, MAX_WORD_LENGTH);

/** A lone letter says nothing by itself, so it stays with what follows: "e-mail-marketing" is "email" and "marketing". */
const partsOf = (word: string) => word.replace(LETTER_AND_WORD, (match) => match.replace("-", "")).split("-");
