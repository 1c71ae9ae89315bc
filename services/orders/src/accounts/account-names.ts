import { type Bus, type BusEvent, on, type Transaction } from "@vc/bus";
import { AccountChanged, AccountClosed, AccountRegistered, type DataOf } from "@vc/contracts";
import type { Db } from "mongodb";

interface AccountDocument {
  _id: string;
  displayName: string;
}

type Snapshot = DataOf<typeof AccountRegistered>;

/** Names of people, projected from accounts' events: orders shows them and keeps nothing else of a person. */
export function createAccountNames(db: Db) {
  const accounts = db.collection<AccountDocument>("accounts");

  async function remember({ data }: BusEvent<Snapshot>, tx: Transaction): Promise<void> {
    await accounts.updateOne(
      { _id: data.accountId },
      { $set: { displayName: data.displayName } },
      { upsert: true, session: tx.session },
    );
  }

  /** R42: a closed account has no name; that it comes last keeps an older event from bringing the name back. */
  async function forget({ data }: BusEvent<DataOf<typeof AccountClosed>>, tx: Transaction): Promise<void> {
    await accounts.deleteOne({ _id: data.accountId }, { session: tx.session });
  }

  return {
    /** Names by account id; an account whose event has not arrived yet has an empty name. */
    async namesOf(ids: readonly string[]): Promise<(id: string) => string> {
      const found = await accounts.find({ _id: { $in: [...ids] } }).toArray();
      const names = new Map(found.map((account) => [account._id, account.displayName]));
      return (id) => names.get(id) ?? "";
    },

    follow(bus: Bus): void {
      bus.consume({
        purpose: "accounts",
        order: "latest",
        subscriptions: [
          on(AccountRegistered, remember),
          on(AccountChanged, remember),
          on(AccountClosed, forget),
        ],
      });
    },
  };
}

export type AccountNames = ReturnType<typeof createAccountNames>;
