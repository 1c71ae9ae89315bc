import type { DueTimer } from "@vc/bus";
import { nextHop, timerLadder } from "../../../packages/bus/src/broker/delay-tiers.ts";
import { DEFAULT_RETRY_DELAYS_MS } from "../../../packages/bus/src/consume/retry.ts";
import { sweep } from "../../../packages/bus/src/timers/sweeper.ts";
import { Violation } from "../engine/violation.ts";
import type { BrokerParts } from "./broker-parts.ts";

/** Timers have to fire within the sweeper's grace period. */
const MAX_TEMPORARY_FAILURES = 1;
const SWEEP_OVERDUE_MS = 60_000;
const SWEEP_GRACE_MS = 60_000;

/** Most triggers arrive at their exact time, as the actions of people at a deadline do. */
const HOP_LATENCY_MS = [0, 0, 0, 1, 5] as const;

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The delay queues with the triggers of timers, and the sweeper. */
export function createTriggers(parts: BrokerParts, exactWindowsMs: readonly number[]) {
  const { schedule, random, faults, trace, processes, now, worker, raise } = parts;
  const ladder = timerLadder(exactWindowsMs);
  let purgedAt = Number.NEGATIVE_INFINITY;

  async function fire(service: string, trigger: DueTimer, attempt: number): Promise<void> {
    const { process, simulated } = worker(service);
    const again = (delayMs: number, next: number) =>
      schedule.add(now() + delayMs, trigger.aggregateId, `timer ${trigger.kind}`, () =>
        fire(service, trigger, next),
      );
    if (attempt <= MAX_TEMPORARY_FAILURES && random.chance(faults().handlerFails)) {
      const retryMs = DEFAULT_RETRY_DELAYS_MS[0] ?? 0;
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

  return {
    /**
     * Sends a trigger down the ladder of delay queues to its time. One step stands for all hops, because a fault can
     * happen to it in any of them.
     */
    send(service: string, trigger: DueTimer): void {
      const enteredAt = now();
      const dueAt = trigger.dueAt.getTime();
      const isDelayed = nextHop(ladder, dueAt - enteredAt) !== undefined;
      if (random.chance(faults().lostTrigger)) {
        trace.note(enteredAt, trigger.aggregateId, `a trigger of ${trigger.kind} is lost`);
        return;
      }
      const arrivesAt =
        Math.max(dueAt, enteredAt + random.between(1, 20)) + (isDelayed ? random.pick(HOP_LATENCY_MS) : 0);
      schedule.add(arrivesAt, trigger.aggregateId, `timer ${trigger.kind}`, () => {
        // A purge empties the delay queues and nothing else.
        if (!(isDelayed && purgedAt >= enteredAt)) return fire(service, trigger, 1);
      });
    },
    purgeDelayQueues(): void {
      purgedAt = now();
      trace.note(purgedAt, "broker", "every delay queue is purged");
    },
    async sweep(service: string): Promise<void> {
      const { process, simulated } = worker(service);
      const sweeper = { timers: simulated.timers, fire: simulated.fire, log: silent };
      const outcome = await processes.run(process, () => sweep(sweeper, SWEEP_OVERDUE_MS, "sweeper"));
      if (outcome.kind === "failed") throw outcome.error;
      trace.note(now(), "sweeper", outcome.kind === "done" ? `fired ${outcome.value}` : "died");
    },
  };
}
