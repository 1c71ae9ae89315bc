import type { Process } from "../engine/processes.ts";
import { type BrokerParts, copiesOf } from "./broker-parts.ts";
import { createDeliveries } from "./deliveries.ts";
import type { EventMessage, OutboxEntry } from "./outbox.ts";
import { createRelay } from "./relay.ts";
import { createTriggers } from "./triggers.ts";

export interface Broker {
  /** Binds a service's queue to events. All processes of the service share it. */
  bind(queue: string, service: string, eventNames: readonly string[]): void;
  queuesOf(eventName: string): readonly string[];
  /** Takes the outbox entries of a commit. */
  committed(service: string, owner: Process, entries: readonly OutboxEntry[]): void;
  /** Publishes an event of a service that is not simulated. */
  publish(message: EventMessage): void;
  publishAtOnce(entries: readonly OutboxEntry[]): void;
  /** Empties all delay queues. */
  purgeDelayQueues(): void;
  sweep(service: string): Promise<void>;
  /** How many commits have unsent outbox entries. */
  unsent(): number;
}

/**
 * Exchange, queues, delay queues and relays. Transit times are random, and the faults decide what happens to a message
 * under way.
 *
 * @param options.exactWindowsMs windows that have a delay queue of their own
 */
export function createBroker(options: BrokerParts & { exactWindowsMs: readonly number[] }): Broker {
  const { bind, queuesOf, publish } = createDeliveries(options);
  const triggers = createTriggers(options, options.exactWindowsMs);

  function send(entry: OutboxEntry): void {
    if (entry.kind === "event") publish(entry.message);
    else for (let copy = copiesOf(options); copy > 0; copy--) triggers.send(entry.service, entry.trigger);
  }

  const { committed, unsent } = createRelay(options, send);
  const { purgeDelayQueues, sweep } = triggers;
  return {
    bind,
    queuesOf,
    publish,
    committed,
    unsent,
    purgeDelayQueues,
    sweep,
    publishAtOnce: (entries) => {
      for (const entry of entries) send(entry);
    },
  };
}
