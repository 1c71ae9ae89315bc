import type { Bus } from "@vc/bus";
import type { Role } from "@vc/contracts";
import { type AccountErasure, addAccountConsumers } from "@vc/service";
import type { ClientSession } from "mongodb";
import type { PeopleStore } from "./store.ts";

export function addPeopleConsumers(
  bus: Bus,
  people: PeopleStore,
  erasure: AccountErasure,
  dropWaitingMessages: (accountId: string, session: ClientSession) => Promise<void>,
): void {
  addAccountConsumers(bus, "people", {
    keep: async ({ accountId, email, emailVerified, displayName, locale, roles }, tx) => {
      // R41: messages that a member of the staff was to be mailed are none of theirs once the role has ended. Those of
      // their own are in the app.
      const wasStaff = isStaff(await people.rolesOf(accountId, tx.session));
      if (wasStaff && !isStaff(roles)) await dropWaitingMessages(accountId, tx.session);
      const facts = { accountId, email, isVerified: emailVerified, displayName, locale, roles };
      await people.keep(facts, tx.session);
    },
    close: async ({ accountId }, tx) => {
      await people.close(accountId, tx.session);
      erasure.begin(accountId, tx);
    },
  });
}

function isStaff(roles: readonly Role[]): boolean {
  return roles.some((role) => role !== "user");
}
