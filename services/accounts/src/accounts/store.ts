import { changedMeanwhile } from "@vc/bus";
import type { Role } from "@vc/contracts";
import { type Database, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import type { AccountState } from "./account.ts";
import { type AccountDocument, accountModel } from "./model.ts";
import { nameKeysOf, searchable } from "./name-keys.ts";

function toDocument({ id, ...rest }: AccountState): AccountDocument {
  return { _id: id, ...rest, nameKeys: nameKeysOf(rest.displayName) };
}

function toState({ _id, nameKeys: _keys, ...rest }: AccountDocument): AccountState {
  return { id: _id, ...rest };
}

/** The texts that begin with a text, as one stretch of an index. */
function beginningWith(text: string) {
  return { $gte: text, $lt: `${text}\u{10ffff}` };
}

/** Accounts as they are kept. Reads and writes of a transaction are given its session. */
export function createAccountStore(database: Database) {
  const accounts = database.model(accountModel);

  async function find(filter: { _id: string } | { email: string }, session?: ClientSession) {
    const found = await accounts.findOne(filter, { session });
    return found && toState(found);
  }

  return {
    findById: (id: string, session?: ClientSession) => find({ _id: id }, session),
    findByEmail: (email: string, session?: ClientSession) => find({ email }, session),
    /**
     * Counts a log-in with the password that was compared.
     *
     * @returns the account as it is now; null when it is gone or has another password
     */
    async countLogIn(
      { id, passwordHash }: Pick<AccountState, "id" | "passwordHash">,
      session: ClientSession,
    ): Promise<AccountState | null> {
      const counted = await accounts.findOneAndUpdate(
        { _id: id, passwordHash },
        { $inc: { logIns: 1 } },
        { returnDocument: "after", session },
      );
      return counted && toState(counted);
    },
    /** Newest first; one more than `limit`, so that a next page shows. */
    async list(
      {
        email,
        name,
        role,
      }: {
        readonly email?: string | undefined;
        readonly name?: string | undefined;
        readonly role?: Role | undefined;
      },
      { limit, after }: { readonly limit: number; readonly after: string | null },
    ): Promise<AccountState[]> {
      const found = await accounts.find(
        {
          ...(email === undefined ? {} : { email: trusted(beginningWith(email)) }),
          ...(name === undefined
            ? {}
            : { nameKeys: trusted({ $elemMatch: beginningWith(searchable(name)) }) }),
          ...(role === undefined ? {} : { roles: role }),
          ...(after === null ? {} : { _id: trusted({ $lt: after }) }),
        },
        { sort: { _id: -1 }, limit: limit + 1 },
      );
      return found.map(toState);
    },
    hasRole: async (role: Role, session: ClientSession): Promise<boolean> =>
      (await accounts.findOne({ roles: role }, { session, fields: ["_id"] })) !== null,
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
