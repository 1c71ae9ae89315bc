import type { Clock } from "@vc/chassis";
import type { Filter } from "mongodb";
import type { Candidate, ListingDocument, ListingStore } from "../listings/store.ts";
import type { SellerStore } from "../sellers/store.ts";
import { RATING_BANDS } from "./rating-bands.ts";
import {
  isFound,
  MAX_PREFIX_LENGTH,
  type SearchedWord,
  type SearchText,
  type SellersNamed,
} from "./relevance.ts";

/**
 * A word that more listings have is not read to its end: a search for what half the listings have costs no more than
 * one for a rare word.
 */
const MAX_READ = 500;

/** For how long a word that many listings have is taken for one: it saves the reading that would show it again. */
const BROAD_FOR_MS = 10 * 60_000;
const MAX_BROAD_WORDS = 10_000;

export interface Candidates {
  /** What has every word of the search, in no order. */
  readonly found: readonly Candidate[];
  /** Whether that is all there is. Otherwise it is those with a word in the title, best rated first, and then others. */
  readonly isComplete: boolean;
  readonly sellersNamed: SellersNamed;
}

/**
 * A word and what the search asks for besides. A category or a price has an index too, by which half of all listings
 * would be read; within `$and` it is only looked at in what the word's index finds.
 */
function byWord(
  { state, sellerId, ...besides }: Filter<ListingDocument>,
  word: Filter<ListingDocument>,
): Filter<ListingDocument> {
  return {
    ...(state === undefined ? {} : { state }),
    ...(sellerId === undefined ? {} : { sellerId }),
    ...word,
    ...(Object.keys(besides).length === 0 ? {} : { $and: [besides] }),
  };
}

/**
 * Finds the listings that have every word of a search by reading those that have one of them, the rarest: no index
 * of any database joins several words. Each query is one of equalities beside each other, the one shape for which
 * every database that the platform runs on takes the index.
 */
export function createCandidateFinder(deps: { listings: ListingStore; sellers: SellerStore; clock: Clock }) {
  const { listings, sellers, clock } = deps;
  /** Until when a word counts as broad. Only a memory of this process of what the database would say again. */
  const broadUntilMs = new Map<string, number>();

  const isKnownBroad = ({ plain }: SearchedWord) => (broadUntilMs.get(plain) ?? 0) > clock.now().getTime();

  function rememberBroad({ plain }: SearchedWord): void {
    if (broadUntilMs.size >= MAX_BROAD_WORDS) broadUntilMs.clear();
    broadUntilMs.set(plain, clock.now().getTime() + BROAD_FOR_MS);
  }

  /** Everything that has a word; `null` where that is more than is read. */
  async function allWith(
    word: SearchedWord,
    within: Filter<ListingDocument>,
    sellersNamed: SellersNamed,
  ): Promise<Candidate[] | null> {
    const named = [...sellersNamed(word)];
    const filters: Filter<ListingDocument>[] = [
      byWord(within, { "search.all": { $in: [...word.forms] } }),
      ...(word.prefix === null
        ? []
        : [byWord(within, { "search.begins": word.prefix.slice(0, MAX_PREFIX_LENGTH) })]),
      ...(named.length === 0 || "sellerId" in within ? [] : [{ ...within, sellerId: { $in: named } }]),
    ];
    const byId = new Map<string, Candidate>();
    for (const filter of filters) {
      const found = await listings.candidates(filter, MAX_READ + 1);
      if (found.length > MAX_READ) return null;
      for (const one of found) byId.set(one._id, one);
    }
    return [...byId.values()];
  }

  /** Some of the many that have a word: those in whose title it is, best rated first, then whichever come. */
  async function bestWith(
    word: SearchedWord,
    within: Filter<ListingDocument>,
    isWanted: (one: Candidate) => boolean,
  ): Promise<Candidate[]> {
    const forms = [...word.forms];
    const byId = new Map<string, Candidate>();
    const take = async (filter: Filter<ListingDocument>) => {
      const found = await listings.candidates(byWord(within, filter), MAX_READ);
      for (const one of found) if (isWanted(one)) byId.set(one._id, one);
    };
    for (const ratingBand of RATING_BANDS) {
      await take({ ratingBand, "search.title": { $in: forms } });
      if (byId.size >= MAX_READ) return [...byId.values()];
    }
    if (word.prefix !== null) await take({ "search.begins": word.prefix.slice(0, MAX_PREFIX_LENGTH) });
    await take({ "search.all": { $in: forms } });
    return [...byId.values()];
  }

  /** @param within equalities and ranges that every listing of the search meets, beside each other */
  return async function findCandidates(
    text: SearchText,
    within: Filter<ListingDocument>,
  ): Promise<Candidates> {
    const sellersNamed = await sellers.named(text.words);
    const isWanted = (one: Candidate) => isFound(text, one, sellersNamed);
    // A finished word is rarer than a beginning, and a long one than a short one, more often than not.
    const rarestFirst = [...text.words].sort(
      (a, b) =>
        Number(isKnownBroad(a)) - Number(isKnownBroad(b)) ||
        Number(a.prefix !== null) - Number(b.prefix !== null) ||
        b.plain.length - a.plain.length,
    );
    for (const word of rarestFirst) {
      if (isKnownBroad(word)) break;
      const all = await allWith(word, within, sellersNamed);
      if (all !== null) return { found: all.filter(isWanted), isComplete: true, sellersNamed };
      rememberBroad(word);
    }
    const [lead] = rarestFirst;
    if (lead === undefined) throw new Error("a search without words has no candidates to find");
    return { found: await bestWith(lead, within, isWanted), isComplete: false, sellersNamed };
  };
}
