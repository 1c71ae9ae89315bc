import type { Clock } from "@vc/http";
import { type Filter, trusted } from "@vc/service";
import type { ListingDocument } from "../listings/model.ts";
import type { Candidate, ListingStore } from "../listings/store.ts";
import { RATING_BANDS, ratingBandOf } from "../ranking/rating-bands.ts";
import {
  isFound,
  MAX_PREFIX_LENGTH,
  type SearchedWord,
  type SearchText,
  type SellersNamed,
} from "../ranking/relevance.ts";
import type { SellerStore } from "../sellers/store.ts";

/**
 * A word that more listings have is not read to its end: a search for what half the listings have costs no more than
 * one for a rare word.
 */
const MAX_READ = 500;

/** Five pages: behind so many listings with a broad word in the title, those with it in their text alone do not matter. */
const ENOUGH = 100;

/** Where fewer of the best rated have every word of a search, all that have them are few enough to be read at once. */
const FEW_OF_THE_BEST = 10;

/** Whether more have it makes no difference any more. */
const MAX_COUNTED = 20_000;

/** For how long a word that many listings have is taken for one: it saves the reading that would show it again. */
const BROAD_FOR_MS = 3_600_000;
const MAX_BROAD_WORDS = 10_000;

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
  /** How many listings have a broad word. Only a memory of this process of what the database would say again. */
  const broad = new Map<string, { readonly listings: number; readonly untilMs: number }>();

  /** 0 for a word that is not known to be broad. */
  function knownBreadth({ plain }: SearchedWord): number {
    const known = broad.get(plain);
    return known !== undefined && known.untilMs > clock.now().getTime() ? known.listings : 0;
  }

  async function rememberBroad(word: SearchedWord): Promise<void> {
    if (broad.size >= MAX_BROAD_WORDS) broad.clear();
    const ways = word.prefix === null ? [hasForm(word)] : [hasForm(word), hasBeginning(word.prefix)];
    const counts = await Promise.all(
      ways.map((way) => listings.count({ state: "published", ...way }, MAX_COUNTED)),
    );
    broad.set(word.plain, {
      listings: Math.max(...counts, broadAbove + 1),
      untilMs: clock.now().getTime() + BROAD_FOR_MS,
    });
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
            ...(named.length === 0 ? [] : [{ sellerId: trusted({ $in: named }) }]),
          ];
    const conditions =
      "sellerId" in scope ? { ...besides, $and: [hasWord(word, sellersNamed)] } : { ...besides, ...scope };
    const byId = new Map<string, Candidate>();
    for (const by of sought) {
      const found = await listings.candidates(by, conditions, broadAbove + 1);
      if (found.length > broadAbove) return null;
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
          knownBreadth(a) - knownBreadth(b) ||
          Number(a.prefix !== null) - Number(b.prefix !== null) ||
          b.plain.length - a.plain.length,
      );
    const isOfOneSeller = "sellerId" in within.scope;
    for (const word of rarestFirst()) {
      if (knownBreadth(word) > 0 && !isOfOneSeller) break;
      const all = await allWith(word, within, sellersNamed);
      if (all !== null) return { found: all.filter(isWanted), isComplete: true, sellersNamed };
      if (!isOfOneSeller) await rememberBroad(word);
    }
    const [lead, ...others] = rarestFirst();
    if (lead === undefined) throw new Error("a search without words has no candidates to find");
    const found = await bestWith([lead, ...others], within, minRating, sellersNamed);
    return { found: found.filter(isWanted), isComplete: false, sellersNamed };
  };
}

const hasForm = ({ forms }: SearchedWord) => ({ "search.all": trusted({ $in: forms }) });
const hasBeginning = (prefix: string) => ({ "search.begins": prefix.slice(0, MAX_PREFIX_LENGTH) });

/** That a listing has a word anywhere: as `isFound`, but for what a long beginning only begins with. */
export function hasWord(word: SearchedWord, sellersNamed: SellersNamed): Filter<ListingDocument> {
  const named = [...sellersNamed(word)];
  const ways = [
    hasForm(word),
    ...(word.prefix === null ? [] : [hasBeginning(word.prefix)]),
    ...(named.length === 0 ? [] : [{ sellerId: trusted({ $in: named }) }]),
  ];
  return ways.length === 1 ? hasForm(word) : { $or: ways };
}
