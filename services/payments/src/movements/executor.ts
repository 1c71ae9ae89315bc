import type { Bus, Transaction } from "@vc/bus";
import type { Clock, Logger } from "@vc/http";
import { createQueueWorker } from "@vc/service";
import type { MovementEnd } from "./endings.ts";
import { type Movement, type MovementOutcome, nextStep } from "./movement.ts";
import { type MovementStore, type TakenMovement, toMovement } from "./store.ts";
import type { StripeCalls } from "./stripe-calls.ts";

/** What the end of a movement means for what asked for it; runs in the transaction that records the end. */
export type MovementEnded = (tx: Transaction, movement: Movement, end: MovementEnd) => Promise<void>;

/**
 * Carries out what was recorded (claim before money): takes a movement, calls Stripe, records the
 * result with its ledger entries and events in one transaction. The three steps share nothing but the database, so
 * that a process may stop between any two of them: the next process that takes the movement finds what was done.
 */
export function createExecutor(deps: {
  bus: Bus;
  clock: Clock;
  log: Logger;
  pollMs: number;
  movements: MovementStore;
  calls: StripeCalls;
  ended: () => MovementEnded;
}) {
  const { bus, clock, log, movements, calls } = deps;

  async function record(taken: TakenMovement, outcome: MovementOutcome): Promise<void> {
    const movement = toMovement(taken.entry);
    const step = nextStep(movement, outcome);
    const about = { movement: movement.id, attempt: movement.attempt, calls: movement.calls };
    if (step.kind === "succeed" || step.kind === "fail") {
      await bus.transaction(async (tx) => {
        const isMine = await movements.record(taken, step, clock.now(), tx.session);
        if (isMine) await deps.ended()(tx, movement, step);
      });
      log.info({ ...about, end: step.kind }, "movement ended");
      return;
    }
    await movements.record(taken, step, clock.now());
    log.warn({ ...about, next: step.kind, reason: step.reason }, "movement goes on later");
  }

  return {
    worker: createQueueWorker({
      name: "movements",
      queue: movements.queue,
      log,
      pollMs: deps.pollMs,
      concurrency: 4,
      work: async (taken) => record(taken, await calls.perform(toMovement(taken.entry))),
    }),
    /** The steps by themselves, for tests that stop between them. */
    take: () => movements.queue.take(),
    perform: calls.perform,
    record,
  };
}
