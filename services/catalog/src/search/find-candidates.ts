import type { Clock } from "@vc/http";
import { type Filter, trusted } from "@vc/service";
import type { ListingDocument } from "../listings/model.ts";
import type { Candidate, ListingStore } from "../listings/store.ts";
import { RATING_BANDS, ratingBandOf } from "../ranking/rating-bands.ts";
import { isFound, type SearchedWord, type SearchText, type SellersNamed } from "../ranking/relevance.ts";
import type { SellerStore } from "../sellers/store.ts";
import { createBroadWords } from "./broad-words.ts";
import { hasBeginning, hasForm, hasWord } from "./word-conditions.ts";

/**
 * A word that more listings have is not read to its end: a search for what half the listings have costs no more than
 * one for a rare word.
 */
const MAX_READ = 500;

/** Five pages: behind so many listings with a broad word in the title, those with it in their text alone do not matter. */
const ENOUGH = 100;

/** Where fewer of the best rated have every word of a search, all that have them are few enough to be read at once. */
const FEW_OF_THE_BEST = 10;

export interface CandidateFinderDeps {
  readonly listings: ListingStore;
  readonly sellers: SellerStore;
  readonly clock: Clock;
  /** A word that more listings have is broad. An argument, so that a test needs few of them. */
  readonly broadAbove?: number;
}

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
export function createCandidateFinder(deps: CandidateFinderDeps) {
  const { listings, sellers, clock, broadAbove = MAX_READ } = deps;
  const broadWords = createBroadWords({ listings, clock, broadAbove });

  return async function findCandidates(
    text: SearchText,
    within: Within,
    minRating: number,
  ): Promise<Candidates> {
    const sellersNamed = await sellers.named(text.words);
    const isWanted = (one: Candidate) => isFound(text, one, sellersNamed);
    // Of words that are not known, a finished one is rarer than a beginning, and a long one than a short one, more often
    // than not.
    const rarestFirst = () =>
      [...text.words].sort(
        (a, b) =>
          broadWords.breadthOf(a) - broadWords.breadthOf(b) ||
          Number(a.prefix !== null) - Number(b.prefix !== null) ||
          b.plain.length - a.plain.length,
      );
    const isOfOneSeller = "sellerId" in within.scope;
    for (const word of rarestFirst()) {
      if (broadWords.breadthOf(word) > 0 && !isOfOneSeller) break;
      const all = await allWith(listings, word, within, sellersNamed, broadAbove);
      if (all !== null) return { found: all.filter(isWanted), isComplete: true, sellersNamed };
      if (!isOfOneSeller) await broadWords.remember(word);
    }
    const [lead, ...others] = rarestFirst();
    if (lead === undefined) throw new Error("a search without words has no candidates to find");
    const found = await bestWith(listings, [lead, ...others], within, minRating, sellersNamed);
    return { found: found.filter(isWanted), isComplete: false, sellersNamed };
  };
}

/** Everything that has a word; `null` where that is more than is read. */
async function allWith(
  listings: ListingStore,
  word: SearchedWord,
  { scope, besides }: Within,
  sellersNamed: SellersNamed,
  atMost: number,
): Promise<Candidate[] | null> {
  const named = [...sellersNamed(word)];
  const sought: Filter<ListingDocument>[] =
    "sellerId" in scope
      ? [scope]
      : [
          { ...scope, ...hasForm(word) },
          ...(word.prefix === null ? [] : [{ ...scope, ...hasBeginning(word.prefix) }]),
          ...(named.length === 0 ? [] : [{ sellerId: trusted({ $in: named }) }]),
        ];
  const conditions =
    "sellerId" in scope ? { ...besides, $and: [hasWord(word, sellersNamed)] } : { ...besides, ...scope };
  const byId = new Map<string, Candidate>();
  for (const by of sought) {
    const found = await listings.candidates(by, conditions, atMost + 1);
    if (found.length > atMost) return null;
    for (const one of found) byId.set(one._id, one);
  }
  return [...byId.values()];
}

/** Some of the many that have every word: those with the first in the title, best rated first, and then others. */
async function bestWith(
  listings: ListingStore,
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
  const bands = RATING_BANDS.filter((band) => band <= ratingBandOf(minRating));
  for (const ratingBand of bands) {
    await take({ ...scope, ratingBand, "search.title": trusted({ $in: lead.forms }) });
    if (byId.size >= ENOUGH) return [...byId.values()];
    if (others.length > 0 && byId.size < FEW_OF_THE_BEST) break;
  }
  await take({ ...scope, ...hasForm(lead) });
  if (lead.prefix !== null && byId.size < ENOUGH) await take({ ...scope, ...hasBeginning(lead.prefix) });
  return [...byId.values()];
}
