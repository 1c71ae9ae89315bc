import { type Bus, on } from "@vc/bus";
import { ReadMarkMoved } from "@vc/contracts";
import type { Clock } from "@vc/http";
import type { ClientSession } from "mongodb";
import type { PeopleStore } from "../people/store.ts";
import { accountsIn } from "./mentions.ts";
import type { Notify } from "./notify.ts";
import { readMarkPushes } from "./people-triggers.ts";
import type { MessagePlace, NotificationStore } from "./store.ts";
import { triggers } from "./triggers.ts";

interface ConsumerDeps {
  readonly people: PeopleStore;
  readonly notifications: NotificationStore;
  /** What waits for an e-mail. */
  readonly digests: {
    settle(accountId: string, upTo: MessagePlace, session: ClientSession): Promise<void>;
  };
  readonly clock: Clock;
}

/** Consumes every event of the table. */
export function addNotificationConsumers(
  bus: Bus,
  { people, notifications, digests, clock }: ConsumerDeps,
  notify: Notify,
): void {
  bus.consume({
    purpose: "occasions",
    subscriptions: [
      // The entries of one person's live stream are counted in one document.
      ...triggers.map(({ event, intents, pushes, toMediator }) =>
        on(
          event,
          async ({ data, sequence }, tx) => {
            const mediators = toMediator ? await people.mediators() : [];
            const toStaff = mediators.flatMap((mediatorId) => toMediator?.(data, sequence, mediatorId) ?? []);
            const told = {
              intents: [...intents(data, sequence), ...toStaff],
              pushes: pushes(data, sequence),
            };
            await notify(told, tx, accountsIn(data));
          },
          accountsIn,
        ),
      ),
      // R39: what was read where it was written is neither shown as new nor mailed. Behind the messages, in their queue.
      on(
        ReadMarkMoved,
        async ({ data }, tx) => {
          const { accountId, conversationId, readUpTo: number } = data;
          const upTo = { conversationId, number };
          await notifications.settle(accountId, upTo, clock.now(), tx.session);
          await digests.settle(accountId, upTo, tx.session);
          await notify({ intents: [], pushes: readMarkPushes(data) }, tx, accountsIn(data));
        },
        accountsIn,
      ),
    ],
  });
}
