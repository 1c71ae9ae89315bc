import type { Bus } from "@vc/bus";
import { type AccountErasure, addAccountConsumers } from "@vc/service";
import type { PeopleStore } from "./store.ts";

export function addPeopleConsumers(bus: Bus, people: PeopleStore, erasure: AccountErasure): void {
  addAccountConsumers(bus, "people", {
    keep: async ({ accountId, email, displayName, locale, roles }, tx) => {
      await people.keep({ accountId, email, displayName, locale, roles }, tx.session);
    },
    close: async ({ accountId }, tx) => {
      await people.close(accountId, tx.session);
      erasure.begin(accountId, tx);
    },
  });
}
