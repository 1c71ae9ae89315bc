import { inShortLists } from "@vc/bus";
import type { Clock } from "@vc/http";
import { trusted } from "@vc/service";
import type { ListingStore } from "../listings/store.ts";
import type { SearchedWord, SearchText, SellersNamed } from "../ranking/relevance.ts";
import { askedWordsOf, formsOfWord } from "../words/analyse-text.ts";
import { oneLetterAway } from "../words/typos.ts";
import { createHourlyMemory } from "./hourly-memory.ts";
import { waysToHave } from "./word-conditions.ts";

/** A shorter word is one letter away from too many others. */
const MIN_MENDED_LENGTH = 5;
/** So many readings of a misspelt word are compared by how many listings have them. */
const MAX_READINGS = 4;
const MAX_COUNTED = 1_000;

/** A word of a search that no listing has, and the one that it was read as. */
export interface Correction {
  readonly typed: string;
  readonly read: string;
}

const published = { state: "published" } as const;

/** Whether a published listing has a word. Way by way: asked for all of them at once, a database may read every listing. */
export async function isAnywhere(
  listings: Pick<ListingStore, "count">,
  word: SearchedWord,
  sellersNamed: SellersNamed,
): Promise<boolean> {
  for (const way of waysToHave(word, sellersNamed)) {
    if ((await listings.count({ ...published, ...way }, 1)) > 0) return true;
  }
  return false;
}

/** What a misspelt word is read as. */
type Reading = Pick<SearchedWord, "plain" | "basic" | "forms">;

export function createWordMender({
  listings,
  clock,
}: {
  readonly listings: Pick<ListingStore, "count" | "candidates">;
  readonly clock: Clock;
}) {
  const readings = createHourlyMemory<Reading>(clock);

  async function readingOf({ plain }: SearchedWord): Promise<Reading | null> {
    const known = readings.get(plain);
    if (known !== undefined) return known;
    const read = await nearestTo(listings, plain);
    if (read !== null) readings.set(plain, read);
    return read;
  }

  /**
   * Reads words that no listing has in another way: joined with the next one ("story board"), or with one letter wrong,
   * missing, too many, or swapped with the next.
   *
   * @param isThere whether any listing has a word
   * @returns the search as it was given where there is nothing to mend
   */
  return async function mendWords(
    text: SearchText,
    isThere: (word: SearchedWord) => Promise<boolean>,
  ): Promise<{ text: SearchText; corrections: readonly Correction[] }> {
    const isKnown: boolean[] = [];
    for (const word of text.words) isKnown.push(!word.isNeeded || (await isThere(word)));
    if (isKnown.every(Boolean)) return { text, corrections: [] };
    const corrections: Correction[] = [];
    const words: SearchedWord[] = [];
    for (const [index, word] of text.words.entries()) {
      const joined = joinsOf(text.words, isKnown, index);
      const read = isKnown[index] ? null : await readingOf(word);
      if (read !== null) corrections.push({ typed: word.plain, read: read.plain });
      const mended = read === null ? word : { ...word, ...read, prefix: null, isGuessed: true as const };
      words.push(joined.length === 0 ? mended : { ...mended, forms: [...mended.forms, ...joined] });
    }
    return { text: { ...text, words }, corrections };
  };
}

/** What a word and its neighbours are together, where one of the two says nothing alone. */
function joinsOf(words: readonly SearchedWord[], isKnown: readonly boolean[], index: number): string[] {
  const pairs = [
    [index - 1, index],
    [index, index + 1],
  ] as const;
  return pairs.flatMap(([first, second]) => {
    const [one, other] = [words[first], words[second]];
    if (one === undefined || other === undefined || (isKnown[first] && isKnown[second])) return [];
    return formsOfWord(one.plain + other.plain);
  });
}

/** The word of most listings that is one letter away. */
async function nearestTo(
  listings: Pick<ListingStore, "count" | "candidates">,
  plain: string,
): Promise<Reading | null> {
  if (plain.length < MIN_MENDED_LENGTH) return null;
  const there = await wordsThere(listings, oneLetterAway(plain));
  const counted = await Promise.all(
    there.map(async (reading) => ({
      reading,
      listings: await listings.count({ ...published, "search.all": reading }, MAX_COUNTED),
    })),
  );
  const [best] = counted.sort((a, b) => b.listings - a.listings);
  return best === undefined ? null : (askedWordsOf(best.reading)[0] ?? null);
}

/** Some of the words that there are listings with. */
async function wordsThere(
  listings: Pick<ListingStore, "candidates">,
  words: readonly string[],
): Promise<string[]> {
  const there: string[] = [];
  for (const list of inShortLists(words)) {
    let others: readonly string[] = list;
    while (there.length < MAX_READINGS && others.length > 0) {
      const hasOne = { ...published, "search.all": trusted({ $in: others }) };
      const [one] = await listings.candidates(hasOne, {}, 1);
      if (one === undefined) break;
      const had = new Set(one.search.all);
      there.push(...others.filter((word) => had.has(word)));
      others = others.filter((word) => !had.has(word));
    }
  }
  return there;
}
