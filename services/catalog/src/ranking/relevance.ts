import { categoryForms } from "../categories/category-forms.ts";
import { splitWords, type Word, wordsOf } from "../words/analyse-text.ts";

/** The words of a search. */
export interface SearchText {
  /** A listing that is found has every one of them. */
  readonly words: readonly SearchedWord[];
  /**
   * The beginning of a last word that says nothing as it stands: the "des" of "logo des" may become "design". It
   * excludes no listing, and lifts those that have a word that begins so.
   */
  readonly hint: string | null;
}

export interface SearchedWord extends Word {
  /** The beginning of a word that may not be typed to its end yet; only ever the last one. */
  readonly prefix: string | null;
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

/** Words that begin as searched are worth less than the word itself. */
const PREFIX_SHARE = 0.5;

/** Reads a search. Without a word that says anything it has none, and finds everything. */
export function readSearchText(text: string): SearchText {
  const words = wordsOf(text).slice(0, MAX_SEARCHED_WORDS);
  const lastWritten = splitWords(text).at(-1) ?? "";
  const isOpen = /[\p{L}\p{N}\p{M}]$/u.test(text);
  const [last] = wordsOf(lastWritten);
  const isLastSearched = last !== undefined && last.plain === words.at(-1)?.plain;
  const prefixOf = (written: string) => (isOpen && written.length >= MIN_PREFIX_LENGTH ? written : null);
  return {
    words: words.map((word, index) => ({
      ...word,
      prefix: isLastSearched && index === words.length - 1 ? prefixOf(word.plain) : null,
    })),
    hint: last === undefined ? prefixOf(lastWritten) : null,
  };
}

/** How words begin, as `begins` keeps it. */
export function beginningsOf(forms: readonly string[]): string[] {
  const beginnings = new Set<string>();
  for (const form of forms) {
    const longest = Math.min(form.length, MAX_PREFIX_LENGTH);
    for (let length = MIN_PREFIX_LENGTH; length <= longest; length++) beginnings.add(form.slice(0, length));
  }
  return [...beginnings];
}

/** Whether a listing has every word of a search: in its texts, its category or its seller's name. */
export function isFound(search: SearchText, listing: Searchable, sellersNamed: SellersNamed): boolean {
  const { title, tags, all } = listing.search;
  return search.words.every(
    (word) =>
      word.forms.some((form) => all.includes(form)) ||
      begins(word.prefix, title) ||
      begins(word.prefix, tags) ||
      begins(word.prefix, categoryForms(listing.category)) ||
      sellersNamed(word).has(listing.sellerId),
  );
}

/**
 * How well a listing that was found fits a search: a word in the title counts more than one in the tags or in the
 * seller's name, and there more than in the text. It has every word somewhere, so one that is in none of these is in
 * the text.
 */
export function relevanceOf(search: SearchText, listing: Searchable, sellersNamed: SellersNamed): number {
  const { title, tags } = listing.search;
  let relevance = 0;
  for (const word of search.words) {
    relevance += Math.max(
      weights.title * shareOf(word, title),
      weights.tags * shareOf(word, tags),
      sellersNamed(word).has(listing.sellerId) ? weights.tags : 0,
      weights.text,
    );
  }
  if (begins(search.hint, title)) relevance += weights.title * PREFIX_SHARE;
  else if (begins(search.hint, tags)) relevance += weights.tags * PREFIX_SHARE;
  return relevance;
}

function shareOf({ forms, prefix }: SearchedWord, terms: readonly string[]): number {
  if (forms.some((form) => terms.includes(form))) return 1;
  return begins(prefix, terms) ? PREFIX_SHARE : 0;
}

function begins(prefix: string | null, terms: readonly string[]): boolean {
  return prefix !== null && terms.some((term) => term.startsWith(prefix));
}
