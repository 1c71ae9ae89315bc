import type { Bus } from "@vc/bus";
import { addAccountConsumers } from "@vc/service";
import type { ClientSession } from "mongodb";
import type { PeopleStore } from "./store.ts";

/** Removes what somebody was told, and what others were told of them (R42). */
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
