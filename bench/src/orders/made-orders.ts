import type { OrderState } from "@vc/contracts";
import type { Order } from "@vc/orders/src/orders/order.ts";
import { aListing, anOrder, DAY, HOUR, PLACED_AT } from "@vc/orders/test/builders.ts";
import { newId } from "@vc/service";

const listing = aListing({
  title: "A logo in three variants, with a small style guide",
  description: "Two drafts, then the one that you like in black, in colour and as an icon. ".repeat(8),
  extras: [
    { id: newId("extra"), title: "Express", price: 2_000, extraDays: 0 },
    { id: newId("extra"), title: "Business card", price: 3_500, extraDays: 1 },
  ],
});
const brief = {
  text: "A bakery by the name of Nord; blue, no serifs, nothing with ears of grain.",
  fileIds: [],
};

/** Of a hundred orders so many in each state, and how long ago they can have been placed to be in it still. */
const shares: readonly { state: OrderState; of100: number; placedWithinMs: number }[] = [
  { state: "completed", of100: 82, placedWithinMs: 730 * DAY },
  { state: "cancelled", of100: 5, placedWithinMs: 730 * DAY },
  { state: "refused", of100: 3, placedWithinMs: 730 * DAY },
  { state: "expired", of100: 2, placedWithinMs: 730 * DAY },
  { state: "pending", of100: 1, placedWithinMs: 40 * HOUR },
  { state: "in_progress", of100: 3, placedWithinMs: 2 * DAY },
  { state: "delivered", of100: 2, placedWithinMs: 6 * DAY },
  { state: "revision_requested", of100: 1, placedWithinMs: 40 * HOUR },
  { state: "disputed", of100: 1, placedWithinMs: 50 * DAY },
];
/** One after the other each state as often as its share says. */
const hundred = shares.flatMap(({ of100, ...share }) => {
  const model = anOrder({ state: share.state, listing, brief });
  return Array.from({ length: of100 }, () => ({ ...share, model }));
});

export type People = {
  /** Has half of all orders. */
  readonly busySellerId: string;
  readonly sellerIds: readonly string[];
  readonly buyerIds: readonly string[];
};

export function somePeople(): People {
  const people = (count: number) => Array.from({ length: count }, () => newId("account"));
  return { busySellerId: newId("account"), sellerIds: people(199), buyerIds: people(1_000) };
}

/** So many orders as the decider makes them, most of them ended, of the last two years before `now`. */
export function* madeOrders(count: number, people: People, now: Date): Generator<Order> {
  const { busySellerId, sellerIds, buyerIds } = people;
  for (let index = 0; index < count; index++) {
    // The busy seller and another one get orders of the same kinds.
    const pair = index >> 1;
    const sellerId = index % 2 === 0 ? busySellerId : picked(sellerIds, pair);
    const { model, placedWithinMs } = picked(hundred, pair * 37);
    // Multiples of the golden ratio: evenly spread, whatever the count.
    const ageMs = ((index * 0.618_033_988_75) % 1) * placedWithinMs;
    yield orderOf(model, sellerId, picked(buyerIds, index * 7), now.getTime() - HOUR - ageMs);
  }
}

const pending = anOrder({ state: "pending", listing, brief });

/** So many orders that wait for their sellers' answers, none of them the busy seller's. */
export function pendingOrders(count: number, { sellerIds, buyerIds }: People, now: Date): Order[] {
  return Array.from({ length: count }, (_, index) =>
    orderOf(pending, picked(sellerIds, index), picked(buyerIds, index), now.getTime() - HOUR),
  );
}

/** The same order of other people at another time. */
function orderOf(model: Order, sellerId: string, buyerId: string, placedAtMs: number): Order {
  return { ...moved(model, placedAtMs - PLACED_AT.getTime()), id: newId("order"), sellerId, buyerId };
}

/** The same with every moment in it that much later. */
function moved<T>(value: T, byMs: number): T {
  const each = (inner: unknown): unknown => {
    if (inner instanceof Date) return new Date(inner.getTime() + byMs);
    if (Array.isArray(inner)) return inner.map(each);
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([name, part]) => [name, each(part)]));
  };
  // What comes back has the shape of what came in, with other moments.
  return each(value) as T;
}

/** The one in turn; after the last comes the first again. */
function picked<T>(all: readonly T[], turn: number): T {
  const one = all[turn % all.length];
  if (one === undefined) throw new Error("there is nothing to pick from");
  return one;
}
