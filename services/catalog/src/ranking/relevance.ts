import { categoryForms } from "../categories/category-forms.ts";
import { type AskedWord, askedWordsOf, withoutAccents } from "../words/analyse-text.ts";
import { splitWords } from "../words/split-words.ts";
import { isStopWord } from "../words/stop-words.ts";

/** The words of a search. */
export interface SearchText {
  /** A listing that has every one of them that is needed comes before one that has most. */
  readonly words: readonly SearchedWord[];
  /**
   * The beginning of a last word that says nothing as it stands: the "des" of "logo des" may become "design". It
   * excludes no listing, and lifts those that have a word that begins so.
   */
  readonly hint: string | null;
}

export interface SearchedWord extends AskedWord {
  /** Whether a listing without it lacks something. A wish is needed only where a search says nothing else. */
  readonly isNeeded: boolean;
  /** The beginning of a word that may not be typed to its end yet; only ever the last one. */
  readonly prefix: string | null;
  /** Whether it was read in place of a word that no listing has. */
  readonly isGuessed?: true;
}

/** What the index keeps of a listing. */
export interface SearchTerms {
  readonly title: readonly string[];
  readonly tags: readonly string[];
  /** Every form in title, tags, description and category names: a listing is found by these. */
  readonly all: readonly string[];
  /** How the forms in title, tags and category names begin: what is being typed is found by these. */
  readonly begins: readonly string[];
}

/** A listing as far as search looks at it. */
export interface Searchable {
  readonly sellerId: string;
  readonly category: string;
  readonly search: Pick<SearchTerms, "title" | "tags" | "all">;
}

/** The sellers whose name has a word. */
export type SellersNamed = (word: SearchedWord) => ReadonlySet<string>;

/** More would let one request ask the database for any number of conditions. */
const MAX_SEARCHED_WORDS = 8;

/** A shorter beginning fits so much that it says nothing. */
const MIN_PREFIX_LENGTH = 2;

/** A longer beginning is looked up by its first letters, and compared as a whole with what that finds. */
export const MAX_PREFIX_LENGTH = 8;

/** A word in a better place outweighs all eight in the place below it. */
const weights = { title: 100, tags: 10, text: 1 } as const;

/** How well a word that a listing has in another way fits, beside the word itself. */
const shares = { kindred: 0.9, guessed: 0.8, begun: 0.5 } as const;
/** More than all that places are worth together: who has one word more comes first. */
const EACH_WORD = 1_000;

/** Reads a search. Without a word it finds nothing; stop words are searched for where there is nothing else. */
export function readSearchText(text: string): SearchText {
  const asked = askedWordsOf(text).slice(0, MAX_SEARCHED_WORDS);
  const isNeeded = asked.every((word) => word.isWish) ? () => true : (word: AskedWord) => !word.isWish;
  const lastWritten = splitWords(text).at(-1)?.parts.at(-1) ?? "";
  const isOpen = /[\p{L}\p{N}\p{M}]$/u.test(text);
  const isLastSearched = withoutAccents(lastWritten) === asked.at(-1)?.plain;
  const prefixOf = (written: string) => (isOpen && written.length >= MIN_PREFIX_LENGTH ? written : null);
  return {
    words: asked.map((word, index) => ({
      ...word,
      isNeeded: isNeeded(word),
      prefix: isLastSearched && index === asked.length - 1 ? prefixOf(word.plain) : null,
    })),
    hint: isStopWord(lastWritten) ? prefixOf(withoutAccents(lastWritten)) : null,
  };
}

/** The words that a listing has to have. */
export function neededOf(search: SearchText): SearchedWord[] {
  return search.words.filter((word) => word.isNeeded);
}

/** How words begin, as `begins` keeps it. */
export function beginningsOf(words: readonly string[]): string[] {
  const beginnings = new Set<string>();
  for (const word of words) {
    const longest = Math.min(word.length, MAX_PREFIX_LENGTH);
    for (let length = MIN_PREFIX_LENGTH; length <= longest; length++) beginnings.add(word.slice(0, length));
  }
  return [...beginnings];
}

/** How many of the words that are needed a listing has: in its texts, its category or its seller's name. */
export function wordsFound(search: SearchText, listing: Searchable, sellersNamed: SellersNamed): number {
  return neededOf(search).filter((word) => worthOf(word, listing, sellersNamed) > 0).length;
}

/** Whether a listing has every word of a search. */
export function isFound(search: SearchText, listing: Searchable, sellersNamed: SellersNamed): boolean {
  return neededOf(search).every((word) => worthOf(word, listing, sellersNamed) > 0);
}

/**
 * How well a listing fits a search: first by how many of its words it has. A word in the title counts more than one in
 * the tags or in the seller's name, and there more than in the text; the word itself more than one of its family.
 */
export function relevanceOf(search: SearchText, listing: Searchable, sellersNamed: SellersNamed): number {
  const { title, tags } = listing.search;
  let relevance = 0;
  for (const word of search.words) {
    const worth = worthOf(word, listing, sellersNamed);
    relevance += worth;
    if (word.isNeeded && worth > 0) relevance += EACH_WORD;
  }
  if (begins(search.hint, title)) relevance += weights.title * shares.begun;
  else if (begins(search.hint, tags)) relevance += weights.tags * shares.begun;
  return relevance;
}

/** Whether a relevance is that of a listing which lacks words of the search. */
export function lacksWords(search: SearchText, relevance: number): boolean {
  return relevance < neededOf(search).length * EACH_WORD;
}

/** What a word is worth in the best place that a listing has it in; 0 where it does not have it. */
function worthOf(word: SearchedWord, listing: Searchable, sellersNamed: SellersNamed): number {
  const { title, tags, all } = listing.search;
  const isInText =
    word.forms.some((form) => all.includes(form)) || begins(word.prefix, categoryForms(listing.category));
  return Math.max(
    weights.title * shareOf(word, title),
    weights.tags * shareOf(word, tags),
    sellersNamed(word).has(listing.sellerId) ? weights.tags : 0,
    isInText ? weights.text : 0,
  );
}

function shareOf(word: SearchedWord, terms: readonly string[]): number {
  if (terms.includes(word.plain) || terms.includes(word.basic)) return word.isGuessed ? shares.guessed : 1;
  if (word.forms.some((form) => terms.includes(form))) return shares.kindred;
  return begins(word.prefix, terms) ? shares.begun : 0;
}

function begins(prefix: string | null, terms: readonly string[]): boolean {
  return prefix !== null && terms.some((term) => term.startsWith(prefix));
}
