import { type Bus, type BusEvent, on, type Transaction } from "@vc/bus";
import { AccountChanged, AccountRegistered, type DataOf } from "@vc/contracts";
import type { PeopleStore } from "./store.ts";

/** Accounts' events hold the whole account, so the newest alone counts. */
export function followPeople(bus: Bus, people: PeopleStore): void {
  async function keep({ data }: BusEvent<DataOf<typeof AccountChanged>>, tx: Transaction): Promise<void> {
    const { accountId, email, displayName, locale, roles } = data;
    await people.keep({ accountId, email, displayName, locale, roles }, tx.session);
  }
  bus.consume({
    purpose: "people",
    order: "latest",
    subscriptions: [on(AccountRegistered, keep), on(AccountChanged, keep)],
  });
}
