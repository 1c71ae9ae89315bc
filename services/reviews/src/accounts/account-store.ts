import { type Bus, type BusEvent, on, type Transaction } from "@vc/bus";
import { AccountChanged, AccountClosed, AccountRegistered, type DataOf } from "@vc/contracts";
import type { ClientSession, Db } from "mongodb";

/** What the public sees of an account. */
export interface KnownAccount {
  readonly displayName: string;
  readonly bio: string;
  readonly memberSince: Date;
}

interface AccountDocument extends KnownAccount {
  _id: string;
}

/** Names and presentations of people, projected from the events of accounts. */
export function createAccountStore(db: Db) {
  const accounts = db.collection<AccountDocument>("accounts");

  async function remember({ data }: BusEvent<DataOf<typeof AccountRegistered>>, tx: Transaction) {
    const { accountId, displayName, bio, createdAt } = data;
    await accounts.replaceOne(
      { _id: accountId },
      { displayName, bio, memberSince: new Date(createdAt) },
      { upsert: true, session: tx.session },
    );
  }

  return {
    async find(accountId: string): Promise<KnownAccount | null> {
      return accounts.findOne({ _id: accountId });
    },

    /** Display names of accounts; empty for one that no event has told of yet. */
    async namesOf(accountIds: readonly string[]): Promise<(accountId: string) => string> {
      const found = await accounts.find({ _id: { $in: [...new Set(accountIds)] } }).toArray();
      const byId = new Map(found.map((account) => [account._id, account.displayName]));
      return (accountId) => byId.get(accountId) ?? "";
    },

    /** @param eraseWords takes what the owner of a closed account wrote out of everything else (R42) */
    follow(bus: Bus, eraseWords: (accountId: string, session: ClientSession) => Promise<void>): void {
      bus.consume({
        purpose: "accounts",
        order: "latest",
        subscriptions: [
          on(AccountRegistered, remember),
          on(AccountChanged, remember),
          on(AccountClosed, async ({ data: { accountId } }, tx) => {
            await accounts.deleteOne({ _id: accountId }, { session: tx.session });
            await eraseWords(accountId, tx.session);
          }),
        ],
      });
    },
  };
}
