import { type Database, type Migration, trusted } from "@vc/service";
import { orderModel } from "./model.ts";
import { toDocument, toOrder } from "./order-document.ts";

/**
 * Orders of the first versions have no places in the lists, and outcomes no excuse (R23). They are written again as
 * this version writes them, each guarded on its sequence: one that moves meanwhile has them by the move.
 */
async function completeOrders(database: Database): Promise<void> {
  const orders = database.model(orderModel);
  const isIncomplete = {
    $or: [
      { placeByAge: trusted({ $exists: false }) },
      { "outcome.kind": trusted({ $exists: true }), "outcome.excuse": trusted({ $exists: false }) },
    ],
  };
  for await (const document of orders.stream(isIncomplete, { batchSize: 100 })) {
    const { outcome, ...order } = toOrder(document);
    // By an index of theirs, the lists were sorted by this before they had places.
    const { nextDeadlineAt: _, ...known } = order as typeof order & { readonly nextDeadlineAt?: Date };
    const { _id, ...complete } = toDocument({
      ...known,
      outcome: outcome && { ...outcome, excuse: outcome.excuse ?? null },
    });
    await orders.replaceOne({ _id, sequence: order.sequence }, complete);
  }
}

/** What stored orders of earlier versions need before this one works with them. */
export const migrations: readonly Migration[] = [
  { id: "2026-11-orders-have-places-and-excuses", run: completeOrders },
];
