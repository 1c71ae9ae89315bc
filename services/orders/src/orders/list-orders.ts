import { decodeCursor, toPage } from "@vc/chassis";
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

/** Later than nothing is whatever has a time; `$ne: null` would keep SecantusDB from using the index, as `$or` does. */
const EPOCH = new Date(0);

const justAfter = (time: Date) => new Date(time.getTime() + 1);

/** A person's orders on one side of the trade, by age or by next deadline. */
export async function listOrders(
  orders: Collection<OrderDocument>,
  accountId: string,
  query: ListOrdersQuery,
  now: Date,
) {
  const { state, limit } = query;
  const side: Filter<OrderDocument> = {
    // R8: a sale is one that was paid.
    ...(query.role === "buyer" ? { buyerId: accountId } : { sellerId: accountId, paidAt: { $gt: EPOCH } }),
    ...(state ? { state } : {}),
  };
  const found: OrderDocument[] = [];

  /** Reads on, one narrow filter after the other, until the page is full. */
  async function readOn(sort: Readonly<Record<string, 1 | -1>>, filters: Iterable<Filter<OrderDocument>>) {
    for (const filter of filters) {
      const left = limit + 1 - found.length;
      if (left === 0) return;
      const more = orders
        .find({ ...side, ...filter })
        .sort(sort)
        .limit(left);
      found.push(...(await more.toArray()));
    }
  }

  if (query.sort === "newest") {
    const place = query.cursor ? decodeCursor(query.cursor, NewestPlace) : null;
    await readOn(NEWEST, newestAfter(place, now));
    return toPage(found, limit, ({ placedAt, _id }) => [placedAt.toISOString(), _id], toOrder);
  }

  const place = query.cursor ? decodeCursor(query.cursor, DeadlinePlace) : null;
  const deadlineAt = place && new Date(place[0]);
  const isAmongEnded = deadlineAt?.getTime() === NEVER.getTime();
  if (!isAmongEnded && !(state && isFinal(state))) {
    const same = place && deadlineAt ? sameDeadlineAfter(deadlineAt, place[1], place[2]) : [];
    const later = growingRanges(deadlineAt ?? now, 1, deadlineAt && justAfter(deadlineAt));
    await readOn(BY_DEADLINE, [...same, ...[...later].map((range) => ({ nextDeadlineAt: within(range) }))]);
  }
  if (!state || isFinal(state)) {
    const ended = newestAfter(isAmongEnded && place ? [place[1], place[2]] : null, now);
    await readOn(
      NEWEST,
      ended.map((filter) => ({ ...filter, nextDeadlineAt: NEVER })),
    );
  }
  return toPage(
    found,
    limit,
    (order) => [order.nextDeadlineAt.toISOString(), order.placedAt.toISOString(), order._id],
    toOrder,
  );
}

const within = ({ from, to }: Range) => ({ ...(from ? { $gte: from } : {}), $lt: to ?? NEVER });

/** What follows a place in the list of the newest, in filters that an index answers one by one. */
function newestAfter(place: z.output<typeof NewestPlace> | null, now: Date): Filter<OrderDocument>[] {
  const at = place && new Date(place[0]);
  const older = [...growingRanges(at ?? now, -1, at)].map((range) => ({ placedAt: within(range) }));
  return place && at ? [{ placedAt: at, _id: { $lt: place[1] } }, ...older] : older;
}

function sameDeadlineAfter(nextDeadlineAt: Date, placedAt: string, id: string): Filter<OrderDocument>[] {
  const at = new Date(placedAt);
  return [
    { nextDeadlineAt, placedAt: at, _id: { $lt: id } },
    { nextDeadlineAt, placedAt: { $lt: at } },
  ];
}
