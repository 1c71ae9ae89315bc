import { splitWords, type Word, wordsOf } from "./analyse-text.ts";

/** What somebody searches for. */
export interface SearchText {
  readonly words: readonly SearchedWord[];
}

interface SearchedWord extends Word {
  /** The beginning of a word that may not be typed to its end yet; only ever the last one. */
  readonly prefix: string | null;
}

/** What the index keeps of a listing. */
export interface SearchTerms {
  readonly title: readonly string[];
  readonly tags: readonly string[];
  /** Every form in title, tags, description and category names: a listing is found by these. */
  readonly all: readonly string[];
}

/** More would let one request ask the database for any number of conditions. */
const MAX_SEARCHED_WORDS = 8;

/** A shorter beginning fits so much that it says nothing. */
const MIN_PREFIX_LENGTH = 2;

/** A word in a better place outweighs all eight in the place below it. */
const WEIGHTS = { title: 100, tags: 10, text: 1 } as const;

/** Words that begin as searched are worth less than the word itself. */
const PREFIX_SHARE = 0.5;

/** Reads a search. Without a word that says anything it has none, and finds everything. */
export function readSearchText(text: string): SearchText {
  const words = wordsOf(text).slice(0, MAX_SEARCHED_WORDS);
  const isLastWordOpen = /[\p{L}\p{N}\p{M}]$/u.test(text);
  const lastWritten = splitWords(text).at(-1);
  const lastPlain = lastWritten === undefined ? undefined : wordsOf(lastWritten).at(0)?.plain;
  return {
    words: words.map((word, index) => ({
      ...word,
      prefix:
        isLastWordOpen &&
        index === words.length - 1 &&
        word.plain === lastPlain &&
        word.plain.length >= MIN_PREFIX_LENGTH
          ? word.plain
          : null,
    })),
  };
}

/**
 * How well a listing that the index found fits a search: a word in the title counts more than in the tags, and there
 * more than in the text. The index found every word somewhere, so one that is in neither title nor tags is in the text.
 */
export function relevanceOf(search: SearchText, terms: Pick<SearchTerms, "title" | "tags">): number {
  let relevance = 0;
  for (const word of search.words) {
    relevance += Math.max(
      WEIGHTS.title * shareOf(word, terms.title),
      WEIGHTS.tags * shareOf(word, terms.tags),
      WEIGHTS.text,
    );
  }
  return relevance;
}

function shareOf({ forms, prefix }: SearchedWord, terms: readonly string[]): number {
  if (forms.some((form) => terms.includes(form))) return 1;
  return prefix !== null && terms.some((term) => term.startsWith(prefix)) ? PREFIX_SHARE : 0;
}

/** The first string that does not begin with the prefix and sorts after all that do. */
export function endOfPrefix(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}
