import { type Filter, trusted } from "@vc/service";
import type { ListingDocument } from "../listings/model.ts";
import { MAX_PREFIX_LENGTH, type SearchedWord, type SellersNamed } from "../ranking/relevance.ts";

/** That a listing has a form of a word. */
export const hasForm = ({ forms }: SearchedWord) => ({ "search.all": trusted({ $in: forms }) });

/** That a listing has a word that begins so, or as far as the index knows beginnings. */
export const hasBeginning = (prefix: string) => ({ "search.begins": prefix.slice(0, MAX_PREFIX_LENGTH) });

/** The ways in which a listing can have a word, each of which an index of its own finds. */
export function waysToHave(
  word: SearchedWord,
  sellersNamed: SellersNamed,
): readonly Filter<ListingDocument>[] {
  const named = [...sellersNamed(word)];
  return [
    hasForm(word),
    ...(word.prefix === null ? [] : [hasBeginning(word.prefix)]),
    ...(named.length === 0 ? [] : [{ sellerId: trusted({ $in: named }) }]),
  ];
}

/** That a listing has a word anywhere: as `isFound`, but for what a long beginning only begins with. */
export function hasWord(word: SearchedWord, sellersNamed: SellersNamed): Filter<ListingDocument> {
  const ways = waysToHave(word, sellersNamed);
  return ways.length === 1 ? hasForm(word) : { $or: ways };
}
