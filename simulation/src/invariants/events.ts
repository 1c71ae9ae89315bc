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
  const effects = new Set<string>();
  const known = new Set<string>();
  /** Stream → sequence → event id. */
  const streams = new Map<string, Map<number, string>>();
  const unanswered = new Map<string, EventMessage>();

  const streamOf = (name: string, aggregateId: string) =>
    `${name.split(".").slice(0, 2).join(".")} ${aggregateId}`;

  return {
    published: (message) => {
      if (known.has(message.id)) return;
      known.add(message.id);
      const stream = streamOf(message.name, message.aggregateId);
      const events = streams.get(stream) ?? new Map<number, string>();
      const other = events.get(message.sequence);
      if (other !== undefined) {
        const both = `${other} and ${message.id} (${message.name}) are both number ${message.sequence}`;
        raise(new Violation("an aggregate's events are numbered", message.aggregateId, both));
      }
      streams.set(stream, events.set(message.sequence, message.id));
      for (const queue of queuesOf(message.name)) unanswered.set(`${queue} ${message.id}`, message);
    },
    tookEffect: (kind, id, aggregateId) => {
      const effect = `${kind} ${id}`;
      if (effects.has(effect)) {
        const what = kind === "event" ? "no event is applied twice" : "no timer fires twice";
        raise(new Violation(what, aggregateId, effect));
      }
      effects.add(effect);
    },
    answered: (queue, message) => void unanswered.delete(`${queue} ${message.id}`),
    lastSequenceOf: (context, aggregateId) =>
      Math.max(0, ...(streams.get(`${context} ${aggregateId}`)?.keys() ?? [])),
    finish: () => {
      for (const [stream, events] of streams) {
        const aggregateId = stream.split(" ")[1] ?? stream;
        for (let sequence = 1; sequence <= events.size; sequence++) {
          if (!events.has(sequence)) {
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
      for (const [delivery, { aggregateId, name }] of unanswered) {
        raise(new Violation("no event is lost", aggregateId, `${name} was never applied: ${delivery}`));
      }
    },
  };
}
