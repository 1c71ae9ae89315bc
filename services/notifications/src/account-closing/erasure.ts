import type { Bus } from "@vc/bus";
import type { Clock } from "@vc/http";
import { type AccountErasure, createAccountErasure } from "@vc/service";
import type { DigestStore } from "../digests/store.ts";
import type { MailQueue } from "../mails/queue.ts";
import type { NotificationStore } from "../notifications/store.ts";
import type { PreferenceStore } from "../preferences/store.ts";
import type { LiveStreams } from "../stream/store.ts";
import type { StreamTickets } from "../stream/tickets.ts";
import type { UnsubscribeLinks } from "../unsubscribe/store.ts";

/** R42: what a closed account was notified of goes, and what others were notified of about it. */
export function createErasure(deps: {
  bus: Bus;
  clock: Clock;
  notifications: NotificationStore;
  streams: LiveStreams;
  mails: MailQueue;
  digests: DigestStore;
  preferences: PreferenceStore;
  tickets: StreamTickets;
  unsubscribeLinks: UnsubscribeLinks;
  batchSize?: number;
}): AccountErasure {
  const { bus, clock, batchSize, ...stores } = deps;
  const { notifications, streams, mails, digests, preferences, tickets, unsubscribeLinks } = stores;
  const holders = [notifications, streams, mails, digests, preferences, tickets, unsubscribeLinks];
  const steps = holders.map(({ erase }) => erase);
  return createAccountErasure({ bus, clock, steps, ...(batchSize !== undefined && { batchSize }) });
}
