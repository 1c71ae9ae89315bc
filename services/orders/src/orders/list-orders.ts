import { readInStretches } from "@vc/bus";
import { type ListOrdersQuery, ORDER_STATES, type OrderCounts } from "@vc/contracts";
import { decodeCursor, type Filter, type Model, toPage, trusted } from "@vc/service";
import { z } from "zod";
import { isFinal } from "./lifecycle.ts";
import { END_OF_DEADLINES, latestFirst } from "./list-places.ts";
import type { OrderDocument } from "./model.ts";
import { toOrder } from "./order-document.ts";

const Id = z.string().regex(/^\w+$/);
const PlaceByAge = z.tuple([z.iso.datetime(), Id]);
const PlaceByDeadline = z.tuple([z.iso.datetime(), z.iso.datetime(), Id]);

/** A person's orders on one side of the trade, by age or by next deadline. */
export async function listOrders(
  orders: Model<OrderDocument>,
  accountId: string,
  query: ListOrdersQuery,
  now: Date,
) {
  const { state, limit } = query;
  const of: Filter<OrderDocument> = {
    ...sideOf(accountId, query.role),
    ...(state ? { state } : {}),
  };
  const isByAge = query.sort === "newest";
  const field = isByAge ? "placeByAge" : "placeByDeadline";
  const cursor = query.cursor ? decodeCursor(query.cursor, isByAge ? PlaceByAge : PlaceByDeadline) : null;

  const found: OrderDocument[] = [];
  let after = cursor?.join(" ") ?? "";
  for (const part of isByAge ? [partByAge(cursor?.[0], now)] : partsByDeadline(cursor, now, state)) {
    const more = await readInStretches(stretchesMs, limit + 1 - found.length, ({ from, to }, missing) => {
      const within = trusted({ $gt: from === 0 ? after : placeIn(part, from), $lt: placeIn(part, to) });
      return orders.find({ ...of, [field]: within }, { sort: { [field]: 1 }, limit: missing });
    });
    found.push(...more);
    if (found.length > limit) break;
    after = part.end;
  }
  return toPage(found, limit, (order) => order[field].split(" "), toOrder);
}

/** How many orders a person has on one side of the trade, in each state, and how many of them are late at `now` (R15). */
export async function countOrders(
  orders: Model<OrderDocument>,
  accountId: string,
  role: ListOrdersQuery["role"],
  now: Date,
): Promise<OrderCounts> {
  const counted = await Promise.all(
    ORDER_STATES.map(async (state) => [
      state,
      await orders.countDocuments({ ...sideOf(accountId, role), state }),
    ]),
  );
  const isLate = { state: "in_progress", dueAt: trusted({ $lt: now }) } as const;
  return {
    // One entry for each state, which fromEntries forgets.
    states: Object.fromEntries(counted) as OrderCounts["states"],
    late: await orders.countDocuments({ ...sideOf(accountId, role), ...isLate }),
  };
}

/** R8: a sale is what was paid. */
function sideOf(accountId: string, role: ListOrdersQuery["role"]) {
  return role === "buyer" ? { buyerId: accountId } : { sellerId: accountId, isSale: true };
}

/** Five years; what lies beyond is the last stretch. */
const stretchesMs = { first: 600_000, farthest: 5 * 365 * 86_400_000 };

/** A part of a list, whose places run by one moment behind the prefix. */
interface Part {
  readonly prefix: string;
  /** Where the page begins in it. */
  readonly start: string;
  readonly end: string;
}

const placeIn = ({ prefix, start, end }: Part, reachMs: number) =>
  reachMs === Number.POSITIVE_INFINITY
    ? end
    : `${prefix}${new Date(Date.parse(start) + reachMs).toISOString()}`;

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
