import { afterPlace, decodeCursor, toPage } from "@vc/chassis";
import type { ListOrdersQuery } from "@vc/contracts";
import type { Collection, Filter, IndexDescription } from "mongodb";
import { z } from "zod";
import { growingRanges, type Range } from "./growing-ranges.ts";
import { isFinal } from "./lifecycle.ts";
import { NEVER, type OrderDocument, toOrder } from "./order-document.ts";

const NEWEST = { placedAt: -1, _id: -1 } as const;
/** What is open by its next deadline, then what has ended, newest first. */
const BY_DEADLINE = { nextDeadlineAt: 1, ...NEWEST } as const;

/** What the lists of one side of the trade read. */
export const listIndexes: IndexDescription[] = (["buyerId", "sellerId"] as const).flatMap((party) => [
  { key: { [party]: 1, ...NEWEST } },
  { key: { [party]: 1, state: 1, ...NEWEST } },
  { key: { [party]: 1, ...BY_DEADLINE } },
]);

const NewestPlace = z.tuple([z.iso.datetime(), z.string()]);
const DeadlinePlace = z.tuple([z.iso.datetime(), z.iso.datetime(), z.string()]);

const justAfter = (time: Date) => new Date(time.getTime() + 1);

/** A person's orders on one side of the trade, by age or by next deadline; quick however many they have. */
export async function listOrders(
  orders: Collection<OrderDocument>,
  accountId: string,
  query: ListOrdersQuery,
  now: Date,
) {
  const { state, limit } = query;
  const side: Filter<OrderDocument> = {
    // R8: a sale is one that was paid.
    ...(query.role === "buyer" ? { buyerId: accountId } : { sellerId: accountId, paidAt: { $ne: null } }),
    ...(state ? { state } : {}),
  };
  const found: OrderDocument[] = [];

  /** Reads on in ranges of a field, until the page is full. */
  async function readOn(
    filter: Filter<OrderDocument>,
    sort: Readonly<Record<string, 1 | -1>>,
    field: "placedAt" | "nextDeadlineAt",
    ranges: Iterable<Range>,
  ): Promise<void> {
    for (const { from, to } of ranges) {
      const left = limit + 1 - found.length;
      if (left === 0) return;
      const within = { ...(from ? { $gte: from } : {}), $lt: to ?? NEVER };
      const more = orders
        .find({ ...filter, [field]: within })
        .sort(sort)
        .limit(left);
      found.push(...(await more.toArray()));
    }
  }

  if (query.sort === "newest") {
    const place = query.cursor ? decodeCursor(query.cursor, NewestPlace) : null;
    const [at, id] = place ? [new Date(place[0]), place[1]] : [now, ""];
    const beyond = place ? afterPlace(NEWEST, [at, id]) : {};
    await readOn({ ...side, ...beyond }, NEWEST, "placedAt", growingRanges(at, -1, place && justAfter(at)));
    return toPage(found, limit, ({ placedAt, _id }) => [placedAt.toISOString(), _id], toOrder);
  }

  const place = query.cursor ? decodeCursor(query.cursor, DeadlinePlace) : null;
  const [deadlineAt, placedAt, id] = place
    ? [new Date(place[0]), new Date(place[1]), place[2]]
    : [null, now, ""];
  const beyond = deadlineAt ? afterPlace(BY_DEADLINE, [deadlineAt, placedAt, id]) : {};
  const isAmongEnded = deadlineAt?.getTime() === NEVER.getTime();
  const mayBeOpen = !isAmongEnded && !(state && isFinal(state));
  if (mayBeOpen) {
    const ranges = growingRanges(deadlineAt ?? now, 1, deadlineAt);
    await readOn({ ...side, ...beyond }, BY_DEADLINE, "nextDeadlineAt", ranges);
  }
  if (!state || isFinal(state)) {
    const ended = isAmongEnded ? { ...side, ...afterPlace(NEWEST, [placedAt, id]) } : side;
    const ranges = isAmongEnded
      ? growingRanges(placedAt, -1, justAfter(placedAt))
      : growingRanges(now, -1, null);
    await readOn({ ...ended, nextDeadlineAt: NEVER }, NEWEST, "placedAt", ranges);
  }
  return toPage(
    found,
    limit,
    (order) => [order.nextDeadlineAt.toISOString(), order.placedAt.toISOString(), order._id],
    toOrder,
  );
}
