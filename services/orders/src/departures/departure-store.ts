import type { ClientSession, Db } from "mongodb";

/** Somebody who wants to close their account, or has. */
interface DepartureDocument {
  /** The account's id. */
  _id: string;
  closingId: string | null;
  isClosed: boolean;
  /** The place of the last order from which what they wrote has been erased. */
  erasedUpTo: string | null;
}

/** Who is leaving the platform, and may make no new orders any more. */
export function createDepartureStore(db: Db) {
  const departures = db.collection<DepartureDocument>("departures");

  return {
    async begin(accountId: string, closingId: string, session: ClientSession): Promise<void> {
      const begun = { closingId, isClosed: false, erasedUpTo: null };
      await departures.replaceOne({ _id: accountId }, begun, { upsert: true, session });
    },

    find: (accountId: string, session: ClientSession) => departures.findOne({ _id: accountId }, { session }),

    /** They stay after all. */
    async forget(accountId: string, session: ClientSession): Promise<void> {
      await departures.deleteOne({ _id: accountId, isClosed: false }, { session });
    },

    async close(accountId: string, session: ClientSession): Promise<void> {
      await departures.updateOne(
        { _id: accountId },
        { $set: { isClosed: true }, $setOnInsert: { closingId: null, erasedUpTo: null } },
        { upsert: true, session },
      );
    },

    async setErasedUpTo(accountId: string, place: string, session: ClientSession): Promise<void> {
      await departures.updateOne({ _id: accountId }, { $set: { erasedUpTo: place } }, { session });
    },

    /** Those of the accounts that are leaving or have left. */
    async among(accountIds: readonly string[], session: ClientSession): Promise<string[]> {
      const found = await departures.find({ _id: { $in: [...accountIds] } }, { session }).toArray();
      return found.map(({ _id }) => _id);
    },
  };
}
export type DepartureStore = ReturnType<typeof createDepartureStore>;
