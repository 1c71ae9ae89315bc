import { type Bus, on } from "@vc/bus";
import { occasions } from "./occasions.ts";
import type { TellPeople } from "./tell-people.ts";

/**
 * Hears every event of the table.
 *
 * @param onTold called when mails may have been queued; their transaction commits right after
 */
export function followOccasions(bus: Bus, tellPeople: TellPeople, onTold: () => void): void {
  bus.consume({
    purpose: "occasions",
    subscriptions: occasions.map(({ event, tellings, pushes }) =>
      on(event, async ({ data, sequence }, tx) => {
        await tellPeople(tellings(data, sequence), pushes(data, sequence), tx);
        onTold();
      }),
    ),
  });
}
