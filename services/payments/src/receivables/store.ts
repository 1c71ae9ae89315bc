import { changedMeanwhile } from "@vc/bus";
import { type Database, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import type { Receivable } from "./lifecycle.ts";
import { type ReceivableDocument, receivableModel } from "./model.ts";

/** What sellers owe, one for each chargeback, under the dispute's id. */
export function createReceivableStore(database: Database) {
  const receivables = database.model(receivableModel);
  const toReceivable = ({ _id, ...rest }: ReceivableDocument): Receivable => ({ id: _id, ...rest });

  return {
    async find(id: string, session: ClientSession): Promise<Receivable | null> {
      const found = await receivables.findOne({ _id: id }, { session });
      return found && toReceivable(found);
    },

    async insert({ id, ...rest }: Receivable, session: ClientSession): Promise<void> {
      await receivables.insertOne({ _id: id, ...rest }, { session });
    },

    /** @throws changedMeanwhile when the revision it was made from is no longer the one stored */
    async replace(receivable: Receivable, session: ClientSession): Promise<void> {
      const { id, revision, ...content } = receivable;
      const { matchedCount } = await receivables.replaceOne(
        { _id: id, revision },
        { ...content, revision: revision + 1 },
        { session },
      );
      if (matchedCount === 0) throw changedMeanwhile(`receivable ${id}`);
    },

    /** What a seller owes or may come to owe, the oldest first. */
    async openOf(sellerId: string, session: ClientSession): Promise<Receivable[]> {
      const found = await receivables.find(
        { sellerId, state: trusted({ $in: ["held", "due"] }) },
        { session, sort: { createdAt: 1 } },
      );
      return found.map(toReceivable);
    },
  };
}

export type ReceivableStore = ReturnType<typeof createReceivableStore>;
