import { DEFAULT_RETRY_DELAYS_MS, decideRetry } from "../../../packages/bus/src/consume/retry.ts";
import { Violation } from "../engine/violation.ts";
import { type BrokerParts, copiesOf, transitMs } from "./broker-parts.ts";
import type { EventMessage } from "./outbox.ts";

/** The retry tiers end after five tries. Temporary faults end before that: a parked message then has another cause. */
const MAX_TEMPORARY_FAILURES = 3;

/** A queue, and the service that consumes it. */
interface Binding {
  readonly queue: string;
  readonly service: string;
}

/** Queues and the delivery of events. The bus's own `decideRetry` decides on a message that was not applied. */
export function createDeliveries(parts: BrokerParts) {
  const { schedule, random, faults, trace, processes, now, worker, raise } = parts;
  const bindings = new Map<string, Binding[]>();

  function deliverLater(binding: Binding, message: EventMessage, delayMs: number): void {
    const what = `deliver ${message.name} to ${binding.queue}`;
    schedule.add(now() + delayMs, message.aggregateId, what, () => deliver(binding, message));
  }

  async function deliver(binding: Binding, message: EventMessage): Promise<void> {
    const { queue, service } = binding;
    const failures = message.headers["x-bus-failures"] ?? 0;
    if (failures < MAX_TEMPORARY_FAILURES && random.chance(faults().handlerFails)) {
      return retryOrPark(binding, message, "failed", new Error("a temporary failure"));
    }
    const { process, simulated } = worker(service);
    const outcome = await processes.run(process, () => simulated.apply(queue, message));
    // Unacknowledged: the broker delivers it to another process.
    if (outcome.kind === "crashed") return deliverLater(binding, message, random.between(1, 5_000));
    if (outcome.kind === "failed") return retryOrPark(binding, message, "failed", outcome.error);
    if (typeof outcome.value === "object") {
      return retryOrPark(binding, message, outcome.value.failed, outcome.value.error);
    }
    parts.answered(queue, message);
    trace.note(now(), message.aggregateId, `${queue}: ${outcome.value} ${message.name}`);
  }

  function retryOrPark(
    binding: Binding,
    message: EventMessage,
    kind: Parameters<typeof decideRetry>[0],
    error: unknown,
  ): void {
    const decision = decideRetry(kind, message.headers, DEFAULT_RETRY_DELAYS_MS);
    trace.note(now(), message.aggregateId, `${binding.queue}: ${kind} ${message.name}, ${decision.kind}`);
    if (decision.kind === "park") {
      raise(new Violation("nothing is parked", message.aggregateId, `${message.name}: ${String(error)}`));
      return;
    }
    const headers = { ...message.headers, ...decision.headers };
    deliverLater(binding, { ...message, headers }, decision.delayMs + random.between(0, 20));
  }

  return {
    bind(queue: string, service: string, eventNames: readonly string[]): void {
      for (const name of eventNames) bindings.set(name, [...(bindings.get(name) ?? []), { queue, service }]);
    },
    queuesOf: (eventName: string): readonly string[] =>
      (bindings.get(eventName) ?? []).map(({ queue }) => queue),
    publish(message: EventMessage): void {
      parts.published(message);
      for (const binding of bindings.get(message.name) ?? []) {
        const firstMs = transitMs(parts);
        // A duplicate of the same time meets its original in another process.
        for (let copy = copiesOf(parts); copy > 0; copy--) {
          deliverLater(binding, message, random.chance(0.5) ? firstMs : transitMs(parts));
        }
      }
    },
  };
}
