import { changedMeanwhile } from "@vc/bus";
import type { ClientSession, Db } from "mongodb";
import type { AccountState } from "./account.ts";

type AccountDocument = Omit<AccountState, "id"> & { _id: string };

function toDocument({ id, ...rest }: AccountState): AccountDocument {
  return { _id: id, ...rest };
}

function toState({ _id, ...rest }: AccountDocument): AccountState {
  // Accounts that were written before these two existed have neither.
  return { id: _id, ...rest, pendingEmail: rest.pendingEmail ?? null, closing: rest.closing ?? null };
}

/** Accounts as they are kept. Reads and writes of a transaction are given its session. */
export function createAccountStore(db: Db) {
  const accounts = db.collection<AccountDocument>("accounts");

  async function find(filter: { _id: string } | { email: string }, session?: ClientSession) {
    const found = await accounts.findOne(filter, session ? { session } : {});
    return found && toState(found);
  }

  return {
    /** Addresses are kept in lower case, so the plain unique index lets no second spelling in. */
    async ensureIndexes(): Promise<void> {
      await accounts.createIndex({ email: 1 }, { unique: true });
    },
    findById: (id: string, session?: ClientSession) => find({ _id: id }, session),
    findByEmail: (email: string, session?: ClientSession) => find({ email }, session),
    /** @throws a duplicate key error when the e-mail address is taken */
    async insert(account: AccountState, session: ClientSession): Promise<void> {
      await accounts.insertOne(toDocument(account), { session });
    },
    async remove(id: string, session: ClientSession): Promise<void> {
      await accounts.deleteOne({ _id: id }, { session });
    },
    /** @throws a duplicate key error when the e-mail address is taken; changedMeanwhile when `before` is no longer stored */
    async replace(before: AccountState, after: AccountState, session: ClientSession): Promise<void> {
      const { _id, ...fields } = toDocument(after);
      const guard = { _id, sequence: before.sequence };
      const { matchedCount } = await accounts.replaceOne(guard, fields, { session });
      if (matchedCount === 0) throw changedMeanwhile(`account ${_id}`);
    },
  };
}
export type AccountStore = ReturnType<typeof createAccountStore>;
