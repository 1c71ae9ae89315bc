import { type Bus, type BusEvent, on, type Transaction } from "@vc/bus";
import { AccountChanged, AccountClosed, AccountRegistered, type DataOf } from "@vc/contracts";
import type { ClientSession } from "mongodb";
import type { PeopleStore } from "./store.ts";

/** Removes what somebody was told, and what others were told of them (R42). */
export type ErasePerson = (accountId: string, session: ClientSession) => Promise<void>;

/** Accounts' events hold the whole account, so the newest alone counts. */
export function followPeople(bus: Bus, people: PeopleStore, erase: ErasePerson): void {
  async function keep({ data }: BusEvent<DataOf<typeof AccountChanged>>, tx: Transaction): Promise<void> {
    const { accountId, email, displayName, locale, roles } = data;
    await people.keep({ accountId, email, displayName, locale, roles }, tx.session);
  }
  bus.consume({
    purpose: "people",
    order: "latest",
    subscriptions: [
      on(AccountRegistered, keep),
      on(AccountChanged, keep),
      on(AccountClosed, async ({ data: { accountId } }, tx) => {
        await people.close(accountId, tx.session);
        await erase(accountId, tx.session);
      }),
    ],
  });
}
