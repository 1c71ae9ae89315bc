import type { Bus, Transaction } from "@vc/bus";
import type { Clock, Logger } from "@vc/http";
import { createQueueWorker, type Worker } from "@vc/service";
import { type CallOutcome, decide, isEnded } from "./lifecycle.ts";
import type { Movement } from "./movement.ts";
import { type MovementStore, type TakenMovement, toMovement } from "./store.ts";

/**
 * What the end of a movement means for what asked for it; runs in the transaction that records the end.
 *
 * @returns whether that was news
 */
type MovementEnded = (ended: Movement, tx: Transaction) => Promise<boolean>;

/** The worker of movements, and its steps by themselves: for tests that stop between them. */
export interface Executor extends Worker {
  take(): Promise<TakenMovement | null>;
  perform(movement: Movement): Promise<CallOutcome>;
  /**
   * Records what came of a call, unless another process has taken the movement or it has ended. What Stripe has done of a
   * movement that was cancelled meanwhile is recorded all the same: money has moved. Where another attempt has been made
   * since, the answer may be older than its refund's return: what became of that, its events tell.
   */
  applyOutcome(taken: TakenMovement, outcome: CallOutcome): Promise<void>;
  /** Records that Stripe's object of a movement is there, as one whose answer was lost; a repeat changes nothing. */
  applyMade(movementId: string, stripeId: string): Promise<void>;
}

/** The calls to Stripe that movements are carried out by. */
export interface MovementCalls {
  /** Makes one call for a movement, or finds that it was made. Writes nothing but at Stripe. */
  readonly perform: (movement: Movement) => Promise<CallOutcome>;
}

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
  calls: MovementCalls;
  ended: MovementEnded;
}): Executor {
  const { bus, clock, log, movements, calls } = deps;

  async function recordMade(
    before: Movement,
    done: Extract<CallOutcome, { kind: "done" }>,
    tx: Transaction,
  ): Promise<void> {
    const decision = decide(before, done, { now: clock.now(), retryAt: movements.queue.retryAt });
    if (decision.kind === "already") return;
    if (decision.kind !== "moved") throw new Error(decision.reason);
    const { after } = decision.change;
    const isNews = await deps.ended(after, tx);
    // A refund that was cancelled, and that the bank has sent back before this: nothing is made.
    if (before.state === "failed" && !isNews) return;
    await movements.replace(before, after, tx.session);
  }

  async function applyOutcome(taken: TakenMovement, outcome: CallOutcome): Promise<void> {
    const before = toMovement(taken.entry);
    const { retryAt } = movements.queue;
    const decision = decide(before, outcome, { now: clock.now(), retryAt });
    if (decision.kind === "already") return;
    if (decision.kind !== "moved") throw new Error(decision.reason);
    const { after } = decision.change;
    const about = { movement: before.id, attempt: before.attempt, calls: before.calls, state: after.state };
    if (isEnded(after)) {
      await bus.transaction(async (tx) => {
        if (await movements.record(taken, after, tx.session)) {
          await deps.ended(after, tx);
          return;
        }
        const current = await movements.find(before.id, tx.session);
        if (outcome.kind !== "done" || current?.state !== "failed") return;
        if (current.attempt === before.attempt) await recordMade(current, outcome, tx);
      });
      log.info(about, "movement ended");
      return;
    }
    await movements.record(taken, after);
    log.warn({ ...about, reason: after.lastError }, "movement goes on later");
  }

  const worker = createQueueWorker({
    name: "movements",
    queue: movements.queue,
    log,
    pollMs: deps.pollMs,
    concurrency: 4,
    work: async (taken) => applyOutcome(taken, await calls.perform(toMovement(taken.entry))),
  });
  return {
    ...worker,
    take: () => movements.queue.take(),
    perform: calls.perform,
    applyOutcome,
    applyMade: (movementId, stripeId) =>
      bus.transaction(async (tx) => {
        const before = await movements.find(movementId, tx.session);
        if (before !== null) await recordMade(before, { kind: "done", stripeId }, tx);
      }),
  };
}
