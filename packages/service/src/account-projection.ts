import { type Bus, type BusEvent, on, type Transaction } from "@vc/bus";
import {
  AccountChanged,
  AccountClosed,
  AccountRegistered,
  type DataOf,
  type PersonName,
} from "@vc/contracts";
import type { ClientSession } from "mongodb";
import type { Model } from "./database/database.ts";
import { trusted } from "./database/queries.ts";

/** An account as its events describe it; each of them holds all of it, so the newest alone counts. */
export type AccountFacts = DataOf<typeof AccountRegistered>;

/** What a service does with the events of accounts. Both functions may run again for an event that was applied. */
export interface AccountEvents {
  /** Keeps what the service needs of the account. */
  keep(account: AccountFacts, tx: Transaction): Promise<void>;
  /** R42: removes what was kept; runs once an account is closed, and begins the erasure of everything else. */
  close(account: DataOf<typeof AccountClosed>, tx: Transaction): Promise<void>;
}

/**
 * Consumes the events of accounts in their order. `AccountClosed` is the last of an account, so an older event that
 * arrives after it never brings the person back.
 *
 * @param purpose names the service's queue
 */
export function addAccountConsumers(bus: Bus, purpose: string, { keep, close }: AccountEvents): void {
  const keepOf = ({ data }: BusEvent<AccountFacts>, tx: Transaction) => keep(data, tx);
  bus.consume({
    purpose,
    order: "latest",
    subscriptions: [
      on(AccountRegistered, keepOf),
      on(AccountChanged, keepOf),
      on(AccountClosed, ({ data }, tx) => close(data, tx)),
    ],
  });
}

/** Tells the name of an account that it was made for, or that the account is closed. */
export type NameOf = (accountId: string) => PersonName;

/** What a service knows of people, from the events of accounts. Nothing is left of a closed account. */
export interface AccountProjection<Known extends { readonly displayName: string }> extends AccountEvents {
  /** `null` for an account that is closed, or whose registration has not arrived yet. */
  find(accountId: string, session?: ClientSession): Promise<Known | null>;
  /** How others see accounts, by id. Where `find` gives `null` an account counts as closed. */
  namesOf(accountIds: readonly string[]): Promise<NameOf>;
}

/**
 * @param accounts where the service keeps them, under their ids
 * @param kept the part of an account that it keeps
 */
export function createAccountProjection<Known extends { readonly displayName: string }>(
  accounts: Model<{ readonly _id: string } & Known>,
  kept: (account: AccountFacts) => Known,
): AccountProjection<Known> {
  // A model's types do not follow a generic document; what is stored is made here, by `kept`.
  const documents = accounts as unknown as Model<{ readonly _id: string; readonly displayName: string }>;

  return {
    async find(accountId, session) {
      const found = await documents.findOne({ _id: accountId }, { session });
      return found && (found as unknown as Known); // stored by `keep`, which writes what `kept` returns
    },
    async namesOf(accountIds) {
      const found = await documents.find({ _id: trusted({ $in: [...new Set(accountIds)] }) });
      const names = new Map(found.map(({ _id, displayName }) => [_id, displayName]));
      return (accountId) => {
        const displayName = names.get(accountId);
        return { displayName: displayName ?? "", closed: displayName === undefined };
      };
    },
    async keep(account, { session }) {
      await documents.updateOne(
        { _id: account.accountId },
        { $set: kept(account) },
        { upsert: true, session },
      );
    },
    async close({ accountId }, { session }) {
      await documents.deleteOne({ _id: accountId }, { session });
    },
  };
}
