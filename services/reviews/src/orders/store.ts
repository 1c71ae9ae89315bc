import type { ClientSession, Db } from "mongodb";
import type { OrderFacts } from "./order-facts.ts";

interface OrderDocument extends Omit<OrderFacts, "id"> {
  _id: string;
}

/** Orders, projected from their events. */
export function createOrderStore(db: Db) {
  const orders = db.collection<OrderDocument>("orders");

  return {
    async ensureIndexes(): Promise<void> {
      await orders.createIndexes([
        { key: { sellerId: 1, paidAt: 1 } },
        { key: { sellerId: 1, "ending.at": 1 } },
        { key: { sellerId: 1, state: 1 } },
      ]);
    },

    async find(orderId: string, session: ClientSession): Promise<OrderFacts | null> {
      const found = await orders.findOne({ _id: orderId }, { session });
      return found && toFacts(found);
    },

    async save({ id, ...facts }: OrderFacts, session: ClientSession): Promise<void> {
      await orders.replaceOne({ _id: id }, facts, { upsert: true, session });
    },

    /** A seller's orders that were paid or ended since, or are not ended. */
    async ofSellerSince(sellerId: string, since: Date, session?: ClientSession): Promise<OrderFacts[]> {
      const found = await orders
        .find(
          {
            sellerId,
            $or: [{ paidAt: { $gte: since } }, { "ending.at": { $gte: since } }, { ending: null }],
          },
          session === undefined ? {} : { session },
        )
        .toArray();
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
