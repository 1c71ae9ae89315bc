import type { ClientSession, Db } from "mongodb";

/** An account that is being closed, or is closed. */
interface ClosingDocument {
  /** The account's id. */
  _id: string;
  closingId: string | null;
  isClosed: boolean;
  /** The place of the last order from which what they wrote has been erased. */
  erasedUpTo: string | null;
}

/** The accounts that are being closed or are closed: none of them places or receives an order. */
export function createClosingStore(db: Db) {
  const closings = db.collection<ClosingDocument>("departures");

  return {
    async begin(accountId: string, closingId: string, session: ClientSession): Promise<void> {
      const begun = { closingId, isClosed: false, erasedUpTo: null };
      await closings.replaceOne({ _id: accountId }, begun, { upsert: true, session });
    },

    find: (accountId: string, session: ClientSession) => closings.findOne({ _id: accountId }, { session }),

    /** The account stays open after all. */
    async abort(accountId: string, session: ClientSession): Promise<void> {
      await closings.deleteOne({ _id: accountId, isClosed: false }, { session });
    },

    async close(accountId: string, session: ClientSession): Promise<void> {
      await closings.updateOne(
        { _id: accountId },
        { $set: { isClosed: true }, $setOnInsert: { closingId: null, erasedUpTo: null } },
        { upsert: true, session },
      );
    },

    async setErasedUpTo(accountId: string, place: string, session: ClientSession): Promise<void> {
      await closings.updateOne({ _id: accountId }, { $set: { erasedUpTo: place } }, { session });
    },

    /** Those of the accounts that are being closed or are closed. */
    async among(accountIds: readonly string[], session: ClientSession): Promise<string[]> {
      const found = await closings.find({ _id: { $in: [...accountIds] } }, { session }).toArray();
      return found.map(({ _id }) => _id);
    },
  };
}
export type ClosingStore = ReturnType<typeof createClosingStore>;
