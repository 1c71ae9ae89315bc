import { decodeCursor, toPage } from "@vc/chassis";
import type { ListOrdersQuery } from "@vc/contracts";
import type { Collection, Filter, IndexDescription } from "mongodb";
import { z } from "zod";
import { isFinal } from "./lifecycle.ts";
import { END_OF_DEADLINES, latestFirst } from "./list-places.ts";
import { type OrderDocument, toOrder } from "./order-document.ts";

/** One for each list: what it is about, then the place in it. */
export const listIndexes: IndexDescription[] = [{ buyerId: 1 }, { sellerId: 1, isSale: 1 }].flatMap((side) =>
  [{}, { state: 1 }].flatMap((state) =>
    ["placeByAge", "placeByDeadline"].map((place) => ({ key: { ...side, ...state, [place]: 1 } })),
  ),
);

const Id = z.string().regex(/^\w+$/);
const PlaceByAge = z.tuple([z.iso.datetime(), Id]);
const PlaceByDeadline = z.tuple([z.iso.datetime(), z.iso.datetime(), Id]);

/** A person's orders on one side of the trade, by age or by next deadline. */
export async function listOrders(
  orders: Collection<OrderDocument>,
  accountId: string,
  query: ListOrdersQuery,
  now: Date,
) {
  const { state, limit } = query;
  const of: Filter<OrderDocument> = {
    ...(query.role === "buyer" ? { buyerId: accountId } : { sellerId: accountId, isSale: true }),
    ...(state ? { state } : {}),
  };
  const isByAge = query.sort === "newest";
  const field = isByAge ? "placeByAge" : "placeByDeadline";
  const cursor = query.cursor ? decodeCursor(query.cursor, isByAge ? PlaceByAge : PlaceByDeadline) : null;

  const found: OrderDocument[] = [];
  let after = cursor?.join(" ") ?? "";
  for (const part of isByAge ? [partByAge(cursor?.[0], now)] : partsByDeadline(cursor, now, state)) {
    let reachMs = FIRST_REACH_MS;
    for (let end = ""; end !== part.end && found.length <= limit; after = end) {
      end = reachMs > FARTHEST_REACH_MS ? part.end : placeIn(part, reachMs);
      const missing = limit + 1 - found.length;
      const stretch = orders.find({ ...of, [field]: { $gt: after, $lt: end } }).sort({ [field]: 1 });
      const more = await stretch.limit(missing).toArray();
      found.push(...more);
      reachMs *= Math.min(MOST_GROWTH, 1 + missing / more.length);
    }
  }
  return toPage(found, limit, (order) => order[field].split(" "), toOrder);
}

/**
 * A page is read in stretches, which grow by what is still missing. A database that reads all that is in a stretch before
 * it cuts the page (SecantusDB does) then reads little more than the page; to one that stops when the page is full, it
 * is all the same how far a stretch goes.
 */
const FIRST_REACH_MS = 600_000;
const MOST_GROWTH = 8;
/** Five years; what lies beyond is the last stretch. */
const FARTHEST_REACH_MS = 5 * 365 * 86_400_000;

/** A part of a list, whose places run by one moment behind the prefix. */
interface Part {
  readonly prefix: string;
  /** Where the page begins in it. */
  readonly start: string;
  readonly end: string;
}

const placeIn = ({ prefix, start }: Part, reachMs: number) =>
  `${prefix}${new Date(Date.parse(start) + reachMs).toISOString()}`;

/** Behind every place: those are made of moments and ids. */
const END = "~";

const partByAge = (age: string | undefined, now: Date): Part => ({
  prefix: "",
  start: age ?? latestFirst(now),
  end: END,
});

/** What is open, and what has ended, as far as the page can hold of it. */
function partsByDeadline(
  cursor: readonly string[] | null,
  now: Date,
  state: ListOrdersQuery["state"],
): Part[] {
  const [deadline = now.toISOString(), age] = cursor ?? [];
  const isAmongEnded = deadline === END_OF_DEADLINES;
  const hasOpen = !isAmongEnded && !(state && isFinal(state));
  const hasEnded = !state || isFinal(state);
  const ended = { ...partByAge(isAmongEnded ? age : undefined, now), prefix: `${END_OF_DEADLINES} ` };
  return [
    ...(hasOpen ? [{ prefix: "", start: deadline, end: END_OF_DEADLINES }] : []),
    ...(hasEnded ? [ended] : []),
  ];
}
