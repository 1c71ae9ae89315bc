import type { Clock } from "@vc/http";
import { type Filter, trusted } from "@vc/service";
import type { ListingDocument } from "../listings/model.ts";
import type { Candidate, ListingStore } from "../listings/store.ts";
import { RATING_BANDS, ratingBandOf } from "../ranking/rating-bands.ts";
import {
  isFound,
  neededOf,
  type SearchedWord,
  type SearchText,
  type SellersNamed,
  wordsFound,
} from "../ranking/relevance.ts";
import type { SellerStore } from "../sellers/store.ts";
import { createBroadWords } from "./broad-words.ts";
import { type Correction, createWordMender, isAnywhere } from "./mend-words.ts";
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

/** Where fewer listings have every word of a search, those that have most of them follow. */
const FEW = 10;
export interface CandidateFinderDeps {
  readonly listings: ListingStore;
  readonly sellers: SellerStore;
  readonly clock: Clock;
  /** A word that more listings have is broad. An argument, so that a test needs few of them. */
  readonly broadAbove?: number;
}

export interface Candidates {
  /** In no order. */
  readonly found: readonly Candidate[];
  /** Whether that is all there is. Otherwise it is those with a word in the title, best rated first, and then others. */
  readonly isComplete: boolean;
  /** Whether they have every word of the search, or some of them only most. */
  readonly match: "all" | "most";
  /** The search as it was read. */
  readonly text: SearchText;
  readonly corrections: readonly Correction[];
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
 * Finds the listings that have every word of a search, and where they are few or none, those that have most. It reads
 * the listings that have one of the words, the rarest: no index of any database joins several words.
 */
export function createCandidateFinder(deps: CandidateFinderDeps) {
  const { listings, sellers, clock, broadAbove = MAX_READ } = deps;
  const broadWords = createBroadWords({ listings, clock, broadAbove });
  const mendWords = createWordMender({ listings, clock });

  // Of words that are not known, a finished one is rarer than a beginning, and a long one than a short one, more often
  // than not.
  const rarestFirst = (words: readonly SearchedWord[]) =>
    [...words].sort(
      (a, b) =>
        broadWords.breadthOf(a) - broadWords.breadthOf(b) ||
        Number(a.prefix !== null) - Number(b.prefix !== null) ||
        b.plain.length - a.plain.length,
    );

  /** Everything that has a word; `null` for a broad one. */
  async function readWord(
    word: SearchedWord,
    { within, sellersNamed, reader }: Search,
  ): Promise<Candidate[] | null> {
    const isOfOneSeller = "sellerId" in within.scope;
    if (broadWords.breadthOf(word) > 0 && !isOfOneSeller) return null;
    const all = await allWith(reader, word, within, sellersNamed, broadAbove);
    if (all === null && !isOfOneSeller) await broadWords.remember(word);
    return all;
  }

  /** Whether any published listing has a word. */
  async function isThere(word: SearchedWord, search: Search): Promise<boolean> {
    const all = await readWord(word, search);
    if (all === null || all.length > 0) return true;
    const { scope, besides } = search.within;
    const isAmongAll = "state" in scope && Object.keys(besides).length === 0;
    return !isAmongAll && isAnywhere(listings, word, search.sellersNamed);
  }

  async function withEveryWord(search: Search): Promise<{ found: Candidate[]; isComplete: boolean }> {
    const { text, within, minRating, sellersNamed, reader } = search;
    const isWanted = (one: Candidate) => isFound(text, one, sellersNamed);
    for (const word of rarestFirst(neededOf(text))) {
      const all = await readWord(word, search);
      if (all !== null) return { found: all.filter(isWanted), isComplete: true };
    }
    const [lead, ...others] = rarestFirst(neededOf(text));
    if (lead === undefined) throw new Error("a search without words has no candidates to find");
    const found = await bestWith(reader, [lead, ...others], within, minRating, sellersNamed);
    return { found: found.filter(isWanted), isComplete: false };
  }

  /** The listings that have more than half of the words of a search; where there are none, those that have the most. */
  async function withMostWords(search: Search, hasSome: boolean): Promise<Candidate[]> {
    const { text, within, minRating, sellersNamed, reader } = search;
    const needed = rarestFirst(neededOf(text));
    const overHalf = Math.floor(needed.length / 2) + 1;
    const least = hasSome ? overHalf : 1;
    const counted = new Map<string, { one: Candidate; has: number }>();
    const countOfThoseWith = (words: number) =>
      [...counted.values()].filter(({ has }) => has >= words).length;
    const keep = (some: readonly Candidate[]) => {
      for (const one of some) counted.set(one._id, { one, has: wordsFound(text, one, sellersNamed) });
    };
    for (const [index, word] of needed.entries()) {
      // What was not read yet has none of the words before this one.
      const most = needed.length - index;
      if (most < least || countOfThoseWith(most) >= FEW) break;
      const all = await readWord(word, search);
      if (all !== null) {
        keep(all);
        continue;
      }
      const broad = rarestFirst(needed.slice(index)) as [SearchedWord, ...SearchedWord[]]; // `word` is in it
      keep(await bestWith(reader, broad, within, minRating, sellersNamed));
      if (counted.size === 0) keep(await bestWith(reader, [broad[0]], within, minRating, sellersNamed));
      break;
    }
    const best = Math.max(1, ...[...counted.values()].map(({ has }) => has));
    const enough = hasSome ? overHalf : Math.min(best, overHalf);
    return [...counted.values()].filter(({ has }) => has >= enough).map(({ one }) => one);
  }

  /** @param isBehindAll whether a page behind those with every word is wanted */
  return async function findCandidates(
    asked: SearchText,
    within: Within,
    minRating: number,
    isBehindAll: boolean,
  ): Promise<Candidates> {
    const sellersNamed = await sellers.named(asked.words);
    const search = { text: asked, within, minRating, sellersNamed, reader: readingOnce(listings) };
    const all = await withEveryWord(search);
    const shown = { ...all, match: "all" as const, text: asked, corrections: [], sellersNamed };
    const neededWords = neededOf(asked).length;
    const isFew = all.found.length === 0 || (neededWords > 2 && (all.found.length < FEW || isBehindAll));
    if (!isFew) return shown;

    const { text, corrections } = await mendWords(asked, (word) => isThere(word, search));
    const mended = { ...search, text };
    const again = text === asked ? all : await withEveryWord(mended);
    const read = { ...again, match: "all" as const, text, corrections, sellersNamed };
    if (neededWords === 1 || again.found.length >= FEW) return read;
    const most = await withMostWords(mended, again.found.length > 0);
    if (most.every((one) => isFound(text, one, sellersNamed))) return read;
    const found = new Map([...most, ...again.found].map((one) => [one._id, one]));
    return { ...read, found: [...found.values()], isComplete: true, match: "most" };
  };
}

interface Search {
  readonly text: SearchText;
  readonly within: Within;
  readonly minRating: number;
  readonly sellersNamed: SellersNamed;
  readonly reader: Reader;
}

type Reader = Pick<ListingStore, "candidates">;

/** Reads the same once: where few listings have every word, a search comes back to words that it has read. */
function readingOnce({ candidates }: Reader): Reader {
  const read = new Map<string, Promise<Candidate[]>>();
  return {
    candidates: (by, besides, limit) => {
      const key = JSON.stringify([by, besides, limit]);
      const found = read.get(key) ?? candidates(by, besides, limit);
      read.set(key, found);
      return found;
    },
  };
}

/** Everything that has a word; `null` where that is more than is read. */
async function allWith(
  reader: Reader,
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
    const found = await reader.candidates(by, conditions, atMost + 1);
    if (found.length > atMost) return null;
    for (const one of found) byId.set(one._id, one);
  }
  return [...byId.values()];
}

/** Some of the many that have every word: those with the first in the title, best rated first, and then others. */
async function bestWith(
  reader: Reader,
  [lead, ...others]: readonly [SearchedWord, ...SearchedWord[]],
  { scope, besides }: Within,
  minRating: number,
  sellersNamed: SellersNamed,
): Promise<Candidate[]> {
  const hasOthers = others.map((word) => hasWord(word, sellersNamed));
  const conditions = hasOthers.length === 0 ? besides : { ...besides, $and: hasOthers };
  const byId = new Map<string, Candidate>();
  const take = async (by: Filter<ListingDocument>) => {
    for (const one of await reader.candidates(by, conditions, MAX_READ)) byId.set(one._id, one);
  };
  const bands = RATING_BANDS.filter((band) => band <= ratingBandOf(minRating));
  for (const ratingBand of bands) {
    await take({ ...scope, ratingBand, "search.title": trusted({ $in: lead.forms }) });
    if (byId.size >= ENOUGH) return [...byId.values()];
    if (others.length > 0 && byId.size < FEW_OF_THE_BEST) break;
  }
  await take({ ...scope, ...hasForm(lead) });
  // What is typed to its end is found by now; what only begins so is shown where that is little.
  if (lead.prefix !== null && byId.size < FEW) await take({ ...scope, ...hasBeginning(lead.prefix) });
  return [...byId.values()];
}
