import type { Bus } from "@vc/bus";
import { addAccountConsumers } from "@vc/service";
import type { ClientSession } from "mongodb";
import type { PeopleStore } from "./store.ts";

/** R42: erases the notifications of a closed account, and those of others that mention it. */
export type ErasePerson = (accountId: string, session: ClientSession) => Promise<void>;

export function addPeopleConsumers(bus: Bus, people: PeopleStore, erase: ErasePerson): void {
  addAccountConsumers(bus, "people", {
    keep: async ({ accountId, email, displayName, locale, roles }, tx) => {
      await people.keep({ accountId, email, displayName, locale, roles }, tx.session);
    },
    close: async ({ accountId }, tx) => {
      await people.close(accountId, tx.session);
      await erase(accountId, tx.session);
    },
  });
}
