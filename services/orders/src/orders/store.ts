import { changedMeanwhile } from "@vc/bus";
import { type ListDisputesQuery, type ListOrdersQuery, ORDER_STATES } from "@vc/contracts";
import { type Database, decodeCursor, type Filter, toPage, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { z } from "zod";
import { isFinal } from "./lifecycle.ts";
import { countOrders, listOrders } from "./list-orders.ts";
import { type OrderDocument, orderModel } from "./model.ts";
import type { Order } from "./order.ts";
import { toDocument, toOrder } from "./order-document.ts";

export function createOrderStore(database: Database) {
  const orders = database.model(orderModel);

  return {
    async find(id: string, session?: ClientSession): Promise<Order | null> {
      const document = await orders.findOne({ _id: id }, { session });
      return document && toOrder(document);
    },

    async insert(order: Order, session: ClientSession): Promise<void> {
      await orders.insertOne(toDocument(order), { session });
    },

    /**
     * Writes an order over the one it was made from.
     *
     * @throws changedMeanwhile when that is no longer the one stored
     */
    async replace(before: Order, after: Order, session: ClientSession): Promise<void> {
      const { _id, ...document } = toDocument(after);
      const { matchedCount } = await orders.replaceOne({ _id, sequence: before.sequence }, document, {
        session,
      });
      if (matchedCount === 0) throw changedMeanwhile(`order ${before.id}`);
    },

    /** Whether an account has an order that has not ended. */
    async hasOpen(accountId: string, session: ClientSession): Promise<boolean> {
      const state = trusted({ $in: ORDER_STATES.filter((each) => !isFinal(each)) });
      for (const side of sidesOf(accountId)) {
        if (await orders.findOne({ ...side, state }, { session, fields: ["_id"] })) return true;
      }
      return false;
    },

    /** Orders of an account on either side, the oldest first, after the place that the last call returned. */
    async ofParty(accountId: string, after: string | null, limit: number, session: ClientSession) {
      const found: OrderDocument[] = [];
      for (const side of sidesOf(accountId)) {
        const older = after === null ? side : { ...side, placeByAge: trusted({ $lt: after }) };
        found.push(...(await orders.find(older, { session, sort: { placeByAge: -1 }, limit })));
      }
      const first = found.toSorted((a, b) => (a.placeByAge < b.placeByAge ? 1 : -1)).slice(0, limit);
      return { orders: first.map(toOrder), place: first.at(-1)?.placeByAge ?? null };
    },

    /** Every order of an account on one side, newest first; R8: a sale is an order that was paid. */
    async *allOf(accountId: string, by: "buyer" | "seller"): AsyncIterable<Order> {
      const side = by === "buyer" ? { buyerId: accountId } : { sellerId: accountId, isSale: true };
      for await (const document of orders.stream(side, { sort: { placeByAge: 1 } })) yield toOrder(document);
    },

    /** Disputes that wait for a decision, or those that are over; the oldest first. */
    async listDisputes({ state, cursor, limit }: ListDisputesQuery) {
      const [after] = cursor ? decodeCursor(cursor, z.tuple([z.string()])) : [""];
      const found = await orders.find(
        { disputeQueue: state, placeInQueue: trusted({ $gt: after }) },
        { sort: { placeInQueue: 1 }, limit: limit + 1 },
      );
      return toPage(found, limit, ({ placeInQueue }) => [placeInQueue ?? ""], toOrder);
    },

    /** How many orders a person has on one side of the trade, in each state, as they are stored. */
    count: (accountId: string, role: ListOrdersQuery["role"], now: Date) =>
      countOrders(orders, accountId, role, now),

    /** A page of a person's orders on one side of the trade. */
    list: (accountId: string, query: ListOrdersQuery, now: Date) => listOrders(orders, accountId, query, now),
  };
}

/** Everything of one person, each part in a filter that an index answers; an alternative of them would be none. */
const sidesOf = (accountId: string): Filter<OrderDocument>[] => [
  { buyerId: accountId },
  { sellerId: accountId, isSale: true },
  { sellerId: accountId, isSale: false },
];

export type OrderStore = ReturnType<typeof createOrderStore>;
