import { type Bus, on } from "@vc/bus";
import type { PeopleStore } from "../people/store.ts";
import { accountsIn } from "./mentions.ts";
import { occasions } from "./occasions.ts";
import type { TellPeople } from "./tell-people.ts";

/**
 * Hears every event of the table.
 *
 * @param onTold called when mails may have been queued; their transaction commits right after
 */
export function followOccasions(
  bus: Bus,
  people: PeopleStore,
  tellPeople: TellPeople,
  onTold: () => void,
): void {
  bus.consume({
    purpose: "occasions",
    subscriptions: occasions.map(({ event, tellings, pushes, toMediator }) =>
      on(event, async ({ data, sequence }, tx) => {
        const mediators = toMediator ? await people.mediators() : [];
        const toStaff = mediators.flatMap((mediatorId) => toMediator?.(data, sequence, mediatorId) ?? []);
        const told = [...tellings(data, sequence), ...toStaff];
        await tellPeople(told, pushes(data, sequence), tx, accountsIn(data));
        onTold();
      }),
    ),
  });
}
