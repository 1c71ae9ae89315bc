import { type Database, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { type Closing, openAccount } from "./lifecycle.ts";
import { type ClosingDocument, closingModel } from "./model.ts";

/** The accounts that are being closed or are closed: none of them places or receives an order. */
export function createClosingStore(database: Database) {
  const closings = database.model(closingModel);

  return {
    async find(accountId: string, session: ClientSession): Promise<Closing> {
      const found = await closings.findOne({ _id: accountId }, { session });
      return found ? toClosing(found) : openAccount(accountId);
    },

    /** Writes the closing of an account as it is now; that of an open account is not stored. */
    async replace(closing: Closing, session: ClientSession): Promise<void> {
      const { accountId, state, ...facts } = closing;
      if (state === "open") await closings.deleteOne({ _id: accountId }, { session });
      else {
        const document = { ...facts, isClosed: state === "closed" };
        await closings.replaceOne({ _id: accountId }, document, { upsert: true, session });
      }
    },

    /** Those of the accounts that are being closed or are closed. */
    async among(accountIds: readonly string[], session: ClientSession): Promise<string[]> {
      const found = await closings.find({ _id: trusted({ $in: accountIds }) }, { session, fields: ["_id"] });
      return found.map(({ _id }) => _id);
    },
  };
}
export type ClosingStore = ReturnType<typeof createClosingStore>;

function toClosing({ _id, isClosed, ...facts }: ClosingDocument): Closing {
  return { accountId: _id, state: isClosed ? "closed" : "closing", ...facts };
}
