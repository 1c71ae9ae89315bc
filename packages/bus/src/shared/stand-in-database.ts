/**
 * Queries are written for MongoDB. This file has what the stand-in database needs to be asked differently
 * (ADR 27); MongoDB answers either form from the same index.
 */

/**
 * One filter as the two first stages of a pipeline: what an index answers, and what is checked on what the index finds.
 * MongoDB joins them. SecantusDB uses an index only for a stage that the index answers completely.
 */
export function inTwoSteps<Filter>(indexed: Filter, checked: Filter) {
  return [{ $match: indexed }, { $match: checked }];
}

/** A longer list costs more for each document than a query of its own costs for the next part of it. */
const LONGEST_LIST = 20;

/**
 * The values of a long `$in` in several short ones. SecantusDB compares each document that the index found with each
 * value again: 300 values took 20 s where 20,000 documents have one of them. MongoDB does not.
 */
export function inShortLists<Value>(values: readonly Value[]): Value[][] {
  const lists: Value[][] = [];
  for (let at = 0; at < values.length; at += LONGEST_LIST) lists.push(values.slice(at, at + LONGEST_LIST));
  return lists;
}

/** A stretch of a list: how far from where the reading began it begins and ends; `Infinity` is the end of the list. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const MOST_GROWTH = 8;

/**
 * Reads the first items of a list in stretches, which grow by what is still missing. SecantusDB reads all that is in a
 * range before it applies a limit, so that it reads little more than a page. MongoDB stops at the limit in any case.
 *
 * @param reach how far the first stretch goes, and the farthest before the last one
 * @param read gives at most `missing` items of a stretch, in the order of the list
 */
export async function readInStretches<Item>(
  reach: { readonly first: number; readonly farthest: number },
  limit: number,
  read: (stretch: Stretch, missing: number) => Promise<readonly Item[]>,
): Promise<Item[]> {
  const found: Item[] = [];
  let from = 0;
  for (let to = reach.first; ; ) {
    if (to > reach.farthest) to = Number.POSITIVE_INFINITY;
    const missing = limit - found.length;
    const more = await read({ from, to }, missing);
    found.push(...more);
    if (found.length >= limit || to === Number.POSITIVE_INFINITY) return found;
    from = to;
    to *= Math.min(MOST_GROWTH, 1 + missing / more.length);
  }
}
