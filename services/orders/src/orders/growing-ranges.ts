/** A stretch of time, without its end; a side that is `null` is open. */
export interface Range {
  readonly from: Date | null;
  readonly to: Date | null;
}

const FIRST_MS = 60 * 60 * 1_000;
const GROWTH = 8;
/** After an hour, 8 hours, 3 days, 3 weeks, half a year and 4 years comes everything that is left. */
const BOUNDED = 6;

/**
 * Stretches of time that follow each other and grow, to read a long list page by page: the first of them hold a page of
 * somebody who is busy, and a few more reach everything. A database that reads all that matches before it sorts and
 * cuts (SecantusDB does) then reads little; one that follows the index reads what it needs anyway.
 *
 * @param start from where they grow
 * @param direction 1 towards the future, -1 towards the past
 * @param edge where the first begins; `null`: it is open on that side
 */
export function* growingRanges(start: Date, direction: 1 | -1, edge: Date | null): Generator<Range> {
  let near = edge;
  let reachMs = FIRST_MS;
  for (let index = 0; index < BOUNDED; index++, reachMs *= GROWTH) {
    const far = new Date(start.getTime() + direction * reachMs);
    yield direction === 1 ? { from: near, to: far } : { from: far, to: near };
    near = far;
  }
  yield direction === 1 ? { from: near, to: null } : { from: null, to: near };
}
