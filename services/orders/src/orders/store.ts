import { decodeCursor, toPage } from "@vc/chassis";
import { type ListDisputesQuery, type ListOrdersQuery, ORDER_STATES } from "@vc/contracts";
import type { ClientSession, Db, Filter } from "mongodb";
import { z } from "zod";
import { isFinal } from "./lifecycle.ts";
import { listIndexes, listOrders } from "./list-orders.ts";
import type { Order } from "./order.ts";
import { type OrderDocument, toDocument, toOrder } from "./order-document.ts";

/** Thrown when an order changed between reading and writing it; the work is to be done again on what is there now. */
export class OrderChangedMeanwhile extends Error {
  constructor(orderId: string) {
    super(`order ${orderId} was changed by somebody else in the meantime`);
    this.name = "OrderChangedMeanwhile";
  }
}

export function createOrderStore(db: Db) {
  const orders = db.collection<OrderDocument>("orders");

  return {
    async ensureIndexes(): Promise<void> {
      await orders.createIndexes([...listIndexes, { key: { "dispute.openedAt": 1, _id: 1 }, sparse: true }]);
    },

    async find(id: string, session?: ClientSession): Promise<Order | null> {
      const document = await orders.findOne({ _id: id }, session ? { session } : {});
      return document && toOrder(document);
    },

    async insert(order: Order, session: ClientSession): Promise<void> {
      await orders.insertOne(toDocument(order), { session });
    },

    /**
     * Writes an order over the one it was made from.
     *
     * @throws OrderChangedMeanwhile when that is no longer the one stored
     */
    async replace(before: Order, after: Order, session: ClientSession): Promise<void> {
      const { _id, ...document } = toDocument(after);
      const { matchedCount } = await orders.replaceOne({ _id, sequence: before.sequence }, document, {
        session,
      });
      if (matchedCount === 0) throw new OrderChangedMeanwhile(before.id);
    },

    /** Whether somebody has an order that has not ended. */
    async hasOpen(accountId: string, session: ClientSession): Promise<boolean> {
      const open = { state: { $in: ORDER_STATES.filter((state) => !isFinal(state)) } };
      const found = await orders.findOne(
        {
          $or: [
            { buyerId: accountId, ...open },
            { sellerId: accountId, ...open },
          ],
        },
        { session, projection: { _id: 1 } },
      );
      return found !== null;
    },

    /** Somebody's orders on either side after one of them, oldest first. */
    async ofParty(accountId: string, after: string | null, limit: number, session: ClientSession) {
      const later = after === null ? {} : { _id: { $gt: after } };
      const found = await orders
        .find(
          {
            $or: [
              { buyerId: accountId, ...later },
              { sellerId: accountId, ...later },
            ],
          },
          { session },
        )
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return found.map(toOrder);
    },

    /** Every order of somebody on one side, newest first; R8: a sale is one that was paid. */
    async *allOf(accountId: string, by: "buyer" | "seller"): AsyncIterable<Order> {
      const side = by === "buyer" ? { buyerId: accountId } : { sellerId: accountId, paidAt: { $ne: null } };
      for await (const document of orders.find(side).sort({ _id: -1 })) yield toOrder(document);
    },

    /** Disputes that wait for a decision, or those that are over; the oldest first. */
    async listDisputes({ state, cursor, limit }: ListDisputesQuery) {
      const place = cursor ? decodeCursor(cursor, z.tuple([z.iso.datetime(), z.string()])) : null;
      const since = new Date(place?.[0] ?? 0);
      const disputed: Filter<OrderDocument> = {
        state: state === "open" ? "disputed" : { $ne: "disputed" },
        // Only what was ever disputed has a date here.
        $or: [
          { "dispute.openedAt": { $gt: since } },
          { "dispute.openedAt": since, _id: { $gt: place?.[1] ?? "" } },
        ],
      };
      const found = await orders
        .find(disputed)
        .sort({ "dispute.openedAt": 1, _id: 1 })
        .limit(limit + 1)
        .toArray();
      return toPage(
        found,
        limit,
        (order) => [order.dispute?.openedAt.toISOString() ?? "", order._id],
        toOrder,
      );
    },

    /** A page of a person's orders on one side of the trade. */
    list: (accountId: string, query: ListOrdersQuery, now: Date) => listOrders(orders, accountId, query, now),
  };
}

export type OrderStore = ReturnType<typeof createOrderStore>;
