import type { EventMessage } from "../bus/outbox.ts";
import { Violation } from "../engine/violation.ts";

export interface EventWatch {
  published(message: EventMessage): void;
  tookEffect(kind: "event" | "timer", id: string, aggregateId: string): void;
  /** What a queue was sent and has not applied, set aside as outdated or known as a duplicate. */
  finish(): void;
  answered(queue: string, message: EventMessage): void;
  lastSequenceOf(context: string, aggregateId: string): number;
}

/** Watches that no event is lost, doubled in effect, or numbered wrongly. */
export function watchEvents(
  queuesOf: (eventName: string) => readonly string[],
  raise: (violation: Violation) => void,
): EventWatch {
  const effects = { event: new Set<string>(), timer: new Set<string>() };
  const known = new Set<string>();
  /** Stream → the id of its event of each number; the first stands at 1. */
  const streams = new Map<string, (string | undefined)[]>();
  /** Queue → event id → the event that it has not answered. */
  const unanswered = new Map<string, Map<string, EventMessage>>();

  function expectAnswer(queue: string, message: EventMessage): void {
    const ofQueue = unanswered.get(queue);
    if (ofQueue) ofQueue.set(message.id, message);
    else unanswered.set(queue, new Map([[message.id, message]]));
  }

  /** Of `orders.order.placed.v1` the first two words. */
  const streamOf = (name: string, aggregateId: string) =>
    `${name.slice(0, name.indexOf(".", name.indexOf(".") + 1))} ${aggregateId}`;

  return {
    published: (message) => {
      if (known.has(message.id)) return;
      known.add(message.id);
      const stream = streamOf(message.name, message.aggregateId);
      let events = streams.get(stream);
      if (events === undefined) {
        events = [];
        streams.set(stream, events);
      }
      const other = events[message.sequence];
      if (other !== undefined) {
        const both = `${other} and ${message.id} (${message.name}) are both number ${message.sequence}`;
        raise(new Violation("an aggregate's events are numbered", message.aggregateId, both));
      }
      events[message.sequence] = message.id;
      for (const queue of queuesOf(message.name)) expectAnswer(queue, message);
    },
    tookEffect: (kind, id, aggregateId) => {
      if (effects[kind].has(id)) {
        const what = kind === "event" ? "no event is applied twice" : "no timer fires twice";
        raise(new Violation(what, aggregateId, `${kind} ${id}`));
      }
      effects[kind].add(id);
    },
    answered: (queue, message) => void unanswered.get(queue)?.delete(message.id),
    lastSequenceOf: (context, aggregateId) =>
      Math.max(0, (streams.get(`${context} ${aggregateId}`)?.length ?? 0) - 1),
    finish: () => {
      for (const [stream, events] of streams) {
        const aggregateId = stream.split(" ")[1] ?? stream;
        for (let sequence = 1; sequence < events.length; sequence++) {
          if (events[sequence] === undefined) {
            raise(
              new Violation(
                "no event is lost",
                aggregateId,
                `number ${sequence} of ${stream} was never sent`,
              ),
            );
          }
        }
      }
      for (const [queue, events] of unanswered) {
        for (const { aggregateId, id, name } of events.values()) {
          raise(new Violation("no event is lost", aggregateId, `${name} was never applied: ${queue} ${id}`));
        }
      }
    },
  };
}
