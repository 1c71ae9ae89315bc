import { type Bus, on } from "@vc/bus";
import type { PeopleStore } from "../people/store.ts";
import { accountsIn } from "./mentions.ts";
import type { Notify } from "./notify.ts";
import { triggers } from "./triggers.ts";

/** Consumes every event of the table. */
export function addNotificationConsumers(bus: Bus, people: PeopleStore, notify: Notify): void {
  bus.consume({
    purpose: "occasions",
    subscriptions: triggers.map(({ event, intents, pushes, toMediator }) =>
      on(event, async ({ data, sequence }, tx) => {
        const mediators = toMediator ? await people.mediators() : [];
        const toStaff = mediators.flatMap((mediatorId) => toMediator?.(data, sequence, mediatorId) ?? []);
        const told = { intents: [...intents(data, sequence), ...toStaff], pushes: pushes(data, sequence) };
        await notify(told, tx, accountsIn(data));
      }),
    ),
  });
}
