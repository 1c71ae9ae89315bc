import { type Database, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { type OrderDocument, orderModel } from "./model.ts";
import type { OrderFacts } from "./order-facts.ts";

/** Orders, projected from their events. */
export function createOrderStore(database: Database) {
  const orders = database.model(orderModel);

  return {
    async find(orderId: string, session?: ClientSession): Promise<OrderFacts | null> {
      const found = await orders.findOne({ _id: orderId }, { session });
      return found && toFacts(found);
    },

    async save({ id, ...facts }: OrderFacts, session: ClientSession): Promise<void> {
      await orders.replaceOne({ _id: id }, facts, { upsert: true, session });
    },

    /** A seller's orders that were paid or ended since, or are not ended. */
    async ofSellerSince(sellerId: string, since: Date, session?: ClientSession): Promise<OrderFacts[]> {
      const isSince = trusted({ $gte: since });
      const found = await orders.find(
        { sellerId, $or: [{ paidAt: isSince }, { "ending.at": isSince }, { ending: null }] },
        { session },
      );
      return found.map(toFacts);
    },

    async countCompleted(sellerId: string): Promise<number> {
      return orders.countDocuments({ sellerId, state: "completed" });
    },
  };
}

export type OrderStore = ReturnType<typeof createOrderStore>;

function toFacts({ _id, ...facts }: OrderDocument): OrderFacts {
  return { id: _id, ...facts };
}
