import type { Bus, Transaction } from "@vc/bus";
import type { Clock, Logger } from "@vc/http";
import { underLease } from "../work/lease.ts";
import { createWorker } from "../work/worker.ts";
import type { MovementEnd } from "./endings.ts";
import { type Movement, type MovementOutcome, nextStep } from "./movement.ts";
import type { MovementStore, TakenMovement } from "./store.ts";
import type { StripeCalls } from "./stripe-calls.ts";

/** What the end of a movement means for what asked for it; runs in the transaction that records the end. */
export type MovementEnded = (tx: Transaction, movement: Movement, end: MovementEnd) => Promise<void>;

/**
 * Carries out what was recorded (claim before money): takes a movement, calls Stripe, records the
 * result with its ledger entries and events in one transaction. The three steps share nothing but the database, so
 * that a process may stop between any two of them: whoever takes the movement next finds what was done.
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

  async function record(movement: TakenMovement, outcome: MovementOutcome): Promise<void> {
    const step = nextStep(movement, outcome);
    const about = { movement: movement.id, attempt: movement.attempt, calls: movement.calls };
    if (step.kind === "succeed" || step.kind === "fail") {
      await bus.transaction(async (tx) => {
        const isMine = await movements.record(movement, step, clock.now(), tx.session);
        if (isMine) await deps.ended()(tx, movement, step);
      });
      log.info({ ...about, end: step.kind }, "movement ended");
      return;
    }
    await movements.record(movement, step, clock.now());
    log.warn({ ...about, next: step.kind, reason: step.reason }, "movement goes on later");
  }

  async function takeOne(): Promise<boolean> {
    const movement = await movements.take(clock.now());
    if (movement === null) return false;
    const renew = () => movements.renew(movement, clock.now());
    await record(
      movement,
      await underLease({ name: movement.id, log, renew }, () => calls.perform(movement)),
    );
    return true;
  }

  return {
    worker: createWorker({ name: "movements", log, pollMs: deps.pollMs, concurrency: 4, takeOne }),
    /** The steps by themselves, for tests that stop between them. */
    take: () => movements.take(clock.now()),
    perform: calls.perform,
    record,
  };
}
