import type { Bus } from "@vc/bus";
import { type AccountErasure, addAccountConsumers } from "@vc/service";
import type { PeopleStore } from "./store.ts";

export function addPeopleConsumers(bus: Bus, people: PeopleStore, erasure: AccountErasure): void {
  addAccountConsumers(bus, "people", {
    keep: async ({ accountId, email, emailVerified, displayName, locale, roles }, tx) => {
      const facts = { accountId, email, isVerified: emailVerified, displayName, locale, roles };
      await people.keep(facts, tx.session);
    },
    close: async ({ accountId }, tx) => {
      await people.close(accountId, tx.session);
      erasure.begin(accountId, tx);
    },
  });
}
