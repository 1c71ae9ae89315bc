import type { Clock } from "@vc/chassis";
import type { Filter } from "mongodb";
import type { Candidate, ListingDocument, ListingStore } from "../listings/store.ts";
import type { SellerStore } from "../sellers/store.ts";
import { RATING_BANDS, ratingBandOf } from "./rating-bands.ts";
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

/** Ten pages: behind so many with a broad word in the title nobody looks for those that have it in their text. */
const ENOUGH = 200;

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

/** What a search is among. */
export interface Within {
  /** What an index begins with: all that are published, or those of one seller. */
  readonly scope: { readonly state: "published" } | { readonly sellerId: string };
  /** What is asked for besides, and looked at in what an index finds. */
  readonly besides: Filter<ListingDocument>;
}

/**
 * Finds the listings that have every word of a search by reading those that have one of them, the rarest: no index
 * of any database joins several words.
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
    { scope, besides }: Within,
    sellersNamed: SellersNamed,
  ): Promise<Candidate[] | null> {
    const named = [...sellersNamed(word)];
    const sought: Filter<ListingDocument>[] =
      "sellerId" in scope
        ? [scope]
        : [
            { ...scope, ...hasForm(word) },
            ...(word.prefix === null ? [] : [{ ...scope, ...hasBeginning(word.prefix) }]),
            ...(named.length === 0 ? [] : [{ sellerId: { $in: named } }]),
          ];
    const conditions =
      "sellerId" in scope ? { ...besides, $and: [hasWord(word, sellersNamed)] } : { ...besides, ...scope };
    const byId = new Map<string, Candidate>();
    for (const by of sought) {
      const found = await listings.candidates(by, conditions, MAX_READ + 1);
      if (found.length > MAX_READ) return null;
      for (const one of found) byId.set(one._id, one);
    }
    return [...byId.values()];
  }

  /** Some of the many that have every word: those with the first in the title, best rated first, and then others. */
  async function bestWith(
    [lead, ...others]: readonly [SearchedWord, ...SearchedWord[]],
    { scope, besides }: Within,
    minRating: number,
    sellersNamed: SellersNamed,
  ): Promise<Candidate[]> {
    const hasOthers = others.map((word) => hasWord(word, sellersNamed));
    const conditions = hasOthers.length === 0 ? besides : { ...besides, $and: hasOthers };
    const byId = new Map<string, Candidate>();
    const take = async (by: Filter<ListingDocument>) => {
      for (const one of await listings.candidates(by, conditions, MAX_READ)) byId.set(one._id, one);
    };
    for (const ratingBand of RATING_BANDS.filter((band) => band <= ratingBandOf(minRating))) {
      await take({ ...scope, ratingBand, "search.title": { $in: [...lead.forms] } });
      if (byId.size >= ENOUGH) return [...byId.values()];
    }
    if (lead.prefix !== null) await take({ ...scope, ...hasBeginning(lead.prefix) });
    if (byId.size < ENOUGH) await take({ ...scope, ...hasForm(lead) });
    return [...byId.values()];
  }

  return async function findCandidates(
    text: SearchText,
    within: Within,
    minRating: number,
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
    const isOfOneSeller = "sellerId" in within.scope;
    for (const word of rarestFirst) {
      if (isKnownBroad(word) && !isOfOneSeller) break;
      const all = await allWith(word, within, sellersNamed);
      if (all !== null) return { found: all.filter(isWanted), isComplete: true, sellersNamed };
      if (!isOfOneSeller) rememberBroad(word);
    }
    const [lead, ...others] = rarestFirst;
    if (lead === undefined) throw new Error("a search without words has no candidates to find");
    const found = await bestWith([lead, ...others], within, minRating, sellersNamed);
    return { found: found.filter(isWanted), isComplete: false, sellersNamed };
  };
}

const hasForm = ({ forms }: SearchedWord) => ({ "search.all": { $in: [...forms] } });
const hasBeginning = (prefix: string) => ({ "search.begins": prefix.slice(0, MAX_PREFIX_LENGTH) });

/** That a listing has a word anywhere: as `isFound`, but for what a long beginning only begins with. */
export function hasWord(word: SearchedWord, sellersNamed: SellersNamed): Filter<ListingDocument> {
  const named = [...sellersNamed(word)];
  const ways = [
    hasForm(word),
    ...(word.prefix === null ? [] : [hasBeginning(word.prefix)]),
    ...(named.length === 0 ? [] : [{ sellerId: { $in: named } }]),
  ];
  return ways.length === 1 ? hasForm(word) : { $or: ways };
}
