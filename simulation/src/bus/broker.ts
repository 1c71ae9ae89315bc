import type { DueTimer } from "@vc/bus";
import { nextHop, timerLadder } from "../../../packages/bus/src/broker/delay-tiers.ts";
import { decideRetry, defaultRetryDelaysMs } from "../../../packages/bus/src/consume/retry.ts";
import { sweep } from "../../../packages/bus/src/timers/sweeper.ts";
import type { Process, Processes } from "../engine/processes.ts";
import type { Random } from "../engine/random.ts";
import type { Schedule } from "../engine/schedule.ts";
import type { Trace } from "../engine/trace.ts";
import { Violation } from "../engine/violation.ts";
import type { Faults } from "../faults.ts";
import {
  type EventMessage,
  OUTBOX_LEASE_MS,
  OUTBOX_POLL_MS,
  type OutboxBatch,
  type OutboxEntry,
} from "./outbox.ts";
import type { Semantics } from "./semantics.ts";
import type { SimulatedBus } from "./simulated-bus.ts";

/** A running process as the broker sees it. */
export interface Worker {
  readonly process: Process;
  readonly simulated: SimulatedBus;
}

export interface Broker {
  /** Gives an event's queue to a service; the same for all its processes. */
  bind(queue: string, service: string, eventNames: readonly string[]): void;
  queuesOf(eventName: string): readonly string[];
  /** What a commit left in the outbox of its process. */
  committed(service: string, owner: Process, entries: readonly OutboxEntry[]): void;
  /** From somebody who has no outbox here. */
  publish(message: EventMessage): void;
  publishAtOnce(entries: readonly OutboxEntry[]): void;
  /** Everything in the delay queues is gone. */
  purgeDelayQueues(): void;
  sweep(service: string): Promise<void>;
  /** What is committed and not sent yet. */
  unsent(): number;
}

/** The retry tiers end after five tries. Passing faults end before: what is parked then is parked for a reason. */
const MOST_PASSING_FAILURES = 3;
/** Timers have to keep within the sweeper's grace. */
const MOST_PASSING_TIMER_FAILURES = 1;
const SWEEP_OVERDUE_MS = 60_000;
const SWEEP_GRACE_MS = 60_000;

/** A trigger mostly meets its moment exactly, as what people do at a deadline does. */
const HOP_LATENCY_MS = [0, 0, 0, 1, 5] as const;

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * Exchange, queues, delay queues and relays. Ways take random times; what may happen to a message on them is said by
 * the faults. What becomes of a message that was not applied is decided by the bus's own `decideRetry`, and the way of
 * a trigger by its own ladder.
 */
export function createBroker(options: {
  schedule: Schedule;
  random: Random;
  faults: () => Faults;
  trace: Trace;
  processes: Processes;
  semantics: Semantics;
  exactWindowsMs: readonly number[];
  now: () => number;
  /** A running process of a service, by chance. */
  worker: (service: string) => Worker;
  raise: (violation: Violation) => void;
  published: (message: EventMessage) => void;
  /** A queue has done with a message: applied, or known before. */
  answered: (queue: string, message: EventMessage) => void;
}): Broker {
  const { schedule, random, faults, trace, processes, semantics, now, worker, raise } = options;
  const ladder = timerLadder(options.exactWindowsMs);
  const bindings = new Map<string, { readonly queue: string; readonly service: string }[]>();
  let purgedAt = Number.NEGATIVE_INFINITY;
  let unsent = 0;

  const wayMs = () =>
    random.chance(faults().delay) ? random.duration(1_000, 3_600_000) : random.between(1, 20);
  const copies = () => (random.chance(faults().duplicate) ? 2 : 1);

  function send(entry: OutboxEntry): void {
    if (entry.kind === "event") publish(entry.message);
    else for (let copy = copies(); copy > 0; copy--) sendTrigger(entry.service, entry.trigger);
  }

  function publish(message: EventMessage): void {
    options.published(message);
    for (const { queue, service } of bindings.get(message.name) ?? []) {
      const firstMs = wayMs();
      // A duplicate at the same moment meets its twin in another process.
      for (let copy = copies(); copy > 0; copy--) {
        deliverLater(queue, service, message, random.chance(0.5) ? firstMs : wayMs());
      }
    }
  }

  function deliverLater(queue: string, service: string, message: EventMessage, delayMs: number): void {
    schedule.add(now() + delayMs, message.aggregateId, `deliver ${message.name} to ${queue}`, () =>
      deliver(queue, service, message),
    );
  }

  async function deliver(queue: string, service: string, message: EventMessage): Promise<void> {
    const failures = message.headers["x-bus-failures"] ?? 0;
    if (failures < MOST_PASSING_FAILURES && random.chance(faults().handlerFails)) {
      return retryOrPark(queue, service, message, "failed", new Error("a passing failure"));
    }
    const { process, simulated } = worker(service);
    const outcome = await processes.run(process, () => simulated.apply(queue, message));
    // Unacknowledged, so the broker gives it to somebody else.
    if (outcome.kind === "crashed") return deliverLater(queue, service, message, random.between(1, 5_000));
    if (outcome.kind === "failed") return retryOrPark(queue, service, message, "failed", outcome.error);
    if (typeof outcome.value === "object") {
      return retryOrPark(queue, service, message, outcome.value.failed, outcome.value.error);
    }
    options.answered(queue, message);
    trace.note(now(), message.aggregateId, `${queue}: ${outcome.value} ${message.name}`);
  }

  function retryOrPark(
    queue: string,
    service: string,
    message: EventMessage,
    kind: Parameters<typeof decideRetry>[0],
    error: unknown,
  ): void {
    const decision = decideRetry(kind, message.headers, defaultRetryDelaysMs);
    trace.note(now(), message.aggregateId, `${queue}: ${kind} ${message.name}, ${decision.kind}`);
    if (decision.kind === "park") {
      raise(new Violation("nothing is parked", message.aggregateId, `${message.name}: ${String(error)}`));
      return;
    }
    const headers = { ...message.headers, ...decision.headers };
    deliverLater(queue, service, { ...message, headers }, decision.delayMs + random.between(0, 20));
  }

  /**
   * A trigger goes down the ladder of delay queues to its moment. Whatever happens to it on the way can happen in any of
   * them, so that one step stands for all of its hops.
   */
  function sendTrigger(service: string, trigger: DueTimer): void {
    const enteredAt = now();
    const dueAt = trigger.dueAt.getTime();
    const rests = nextHop(ladder, dueAt - enteredAt) !== undefined;
    if (random.chance(faults().lostTrigger)) {
      trace.note(enteredAt, trigger.aggregateId, `a trigger of ${trigger.kind} is lost`);
      return;
    }
    const arrivesAt =
      Math.max(dueAt, enteredAt + random.between(1, 20)) + (rests ? random.pick(HOP_LATENCY_MS) : 0);
    schedule.add(arrivesAt, trigger.aggregateId, `timer ${trigger.kind}`, () => {
      // A purge takes what rests in the delay queues, and nothing else.
      if (!(rests && purgedAt >= enteredAt)) return fire(service, trigger, 1);
    });
  }

  async function fire(service: string, trigger: DueTimer, attempt: number): Promise<void> {
    const { process, simulated } = worker(service);
    const again = (delayMs: number, next: number) =>
      schedule.add(now() + delayMs, trigger.aggregateId, `timer ${trigger.kind}`, () =>
        fire(service, trigger, next),
      );
    if (attempt <= MOST_PASSING_TIMER_FAILURES && random.chance(faults().handlerFails)) {
      const retryMs = defaultRetryDelaysMs[0] ?? 0;
      again(retryMs, attempt + 1);
      await processes.run(process, () => simulated.timers.deferSweep(trigger, retryMs + SWEEP_GRACE_MS));
      return;
    }
    const outcome = await processes.run(process, () => simulated.fire(trigger));
    if (outcome.kind === "crashed") return again(random.between(1, 5_000), attempt);
    if (outcome.kind === "failed") {
      return raise(
        new Violation("no timer fails", trigger.aggregateId, `${trigger.kind}: ${String(outcome.error)}`),
      );
    }
    if (outcome.value === "fired") trace.note(now(), trigger.aggregateId, `timer ${trigger.kind} fired`);
  }

  function relayLater(batch: OutboxBatch, delayMs: number): void {
    schedule.add(now() + delayMs, "outbox", "relay", () => relay(batch));
  }

  async function relay(batch: OutboxBatch): Promise<void> {
    const sender = batch.owner.isDead ? worker(batch.service).process : batch.owner;
    const outcome = await processes.run(sender, async () => {
      const forget = () => {
        batch.isSent = true;
        unsent--;
      };
      if (!semantics.removesAfterConfirm) forget();
      else for (const entry of batch.entries) send(entry);
      const wait = processes.pass(sender, "after publishing");
      if (wait) await wait;
      if (semantics.removesAfterConfirm) forget();
      else for (const entry of batch.entries) send(entry);
    });
    if (outcome.kind === "failed") throw outcome.error;
    if (!batch.isSent) relayLater(batch, OUTBOX_LEASE_MS + random.between(0, OUTBOX_POLL_MS));
  }

  return {
    bind: (queue, service, eventNames) => {
      for (const name of eventNames) bindings.set(name, [...(bindings.get(name) ?? []), { queue, service }]);
    },
    queuesOf: (eventName) => (bindings.get(eventName) ?? []).map(({ queue }) => queue),
    committed: (service, owner, entries) => {
      unsent++;
      const batch = { owner, service, entries, isSent: false };
      // By the time that a relay comes to it, its process may be gone: then somebody else does when the lease ends.
      const delayMs = wayMs();
      schedule.add(now() + delayMs, "outbox", "relay", () =>
        owner.isDead && delayMs < OUTBOX_LEASE_MS
          ? relayLater(batch, OUTBOX_LEASE_MS - delayMs + random.between(0, OUTBOX_POLL_MS))
          : relay(batch),
      );
    },
    publish,
    publishAtOnce: (entries) => {
      for (const entry of entries) send(entry);
    },
    purgeDelayQueues: () => {
      purgedAt = now();
      trace.note(purgedAt, "broker", "every delay queue is purged");
    },
    sweep: async (service) => {
      const { process, simulated } = worker(service);
      const parts = { timers: simulated.timers, fire: simulated.fire, log: silent };
      const outcome = await processes.run(process, () => sweep(parts, SWEEP_OVERDUE_MS, "sweeper"));
      if (outcome.kind === "failed") throw outcome.error;
      trace.note(now(), "sweeper", outcome.kind === "done" ? `fired ${outcome.value}` : "died");
    },
    unsent: () => unsent,
  };
}
