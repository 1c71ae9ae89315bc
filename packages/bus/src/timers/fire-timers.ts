import type { Headers } from "../broker/envelope.ts";
import type { Names } from "../broker/topology.ts";
import {
  BATCHED_HANDLER_TIMEOUT_MS,
  DEFAULT_HANDLER_TIMEOUT_MS,
  runOnce,
  within,
} from "../consume/attempt.ts";
import { createBatches } from "../consume/batches.ts";
import { GiveUp } from "../consume/give-up.ts";
import type { FiredBy, Metrics } from "../shared/metrics.ts";
import type { RunTransaction } from "../shared/open-transaction.ts";
import { inConsumerSpan } from "../shared/tracing.ts";
import type { BusLog, Clock, DueTimer, Transaction } from "../types.ts";
import { armingId, type Timers } from "./timers.ts";

export type TimerHandler = (timer: DueTimer, tx: Transaction) => Promise<void>;

export interface TimerParts {
  readonly timers: Timers;
  readonly handlers: ReadonlyMap<string, TimerHandler>;
  readonly transaction: RunTransaction;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly names: Names;
  readonly log: BusLog;
  readonly stopped: AbortSignal;
}

export interface FireTimers {
  /**
   * Fires a timer in one transaction with its handler, if it is still armed in that generation and due by the clock.
   * A second caller (another instance, the sweeper, a trigger of an older arming) finds nothing to fire.
   *
   * @throws NotStarted when `stop` came before the timer's turn
   */
  fire(trigger: DueTimer, by: FiredBy, headers?: Headers): Promise<FireResult>;
  /** Starts no further timer. */
  stop(): void;
}

export type FireResult = "fired" | "not_due";

interface Firing {
  readonly trigger: DueTimer;
  readonly by: FiredBy;
  readonly headers: Headers | undefined;
}

/** Transactions at a time; a burst of due timers must not take all connections from the service's own requests. */
const CONCURRENCY = 4;
const MAX_BATCH_SIZE = 64;
const MAX_BATCH_MS = 100;

export function createFireTimers(parts: TimerParts): FireTimers {
  const batches = createBatches<Firing, FireResult>({
    concurrency: CONCURRENCY,
    maxSize: MAX_BATCH_SIZE,
    maxMs: MAX_BATCH_MS,
    keysOf: ({ trigger }) => [trigger.aggregateId],
    applyOne: (firing) => fireOne(parts, firing),
    applyBatch: (candidates, next) => fireBatch(parts, candidates, next),
  });
  return {
    fire: (trigger, by, headers) => batches.take({ trigger, by, headers }, false),
    stop: () => batches.stop(),
  };
}

async function fireOne(parts: TimerParts, firing: Firing): Promise<FireResult> {
  const { timers, transaction } = parts;
  const { trigger } = firing;
  const timer = await transaction(async (tx) => {
    const [due] = await timers.due([trigger], tx.session);
    if (!due) return undefined;
    // Before the handler, so that another process that fires it conflicts with this transaction at once.
    await timers.markFired([due], tx.session);
    await handle(parts, firing, tx, due, DEFAULT_HANDLER_TIMEOUT_MS);
    return due;
  });
  if (!timer) return "not_due";
  count(parts, firing);
  return "fired";
}

async function fireBatch(
  parts: TimerParts,
  candidates: readonly Firing[],
  next: () => Firing | undefined,
): Promise<ReadonlyMap<Firing, FireResult>> {
  const { timers, transaction } = parts;
  const results = new Map<Firing, FireResult>();
  await runOnce(transaction, async (tx) => {
    const triggers = candidates.map(({ trigger }) => trigger);
    const due = new Map((await timers.due(triggers, tx.session)).map((timer) => [armingId(timer), timer]));
    const fired: DueTimer[] = [];
    for (let firing = next(); firing; firing = next()) {
      const id = armingId(firing.trigger);
      const timer = due.get(id);
      // An earlier handler has moved or cancelled it, which is not written yet: it is fired alone after the commit.
      if (timer && tx.hasChanged(timer)) continue;
      due.delete(id);
      if (timer) {
        const limitMs = fired.length === 0 ? DEFAULT_HANDLER_TIMEOUT_MS : BATCHED_HANDLER_TIMEOUT_MS;
        await handle(parts, firing, tx, timer, limitMs);
        fired.push(timer);
      }
      results.set(firing, timer ? "fired" : "not_due");
    }
    if (fired.length > 0) await timers.markFired(fired, tx.session);
  });
  for (const [firing, result] of results) if (result === "fired") count(parts, firing);
  return results;
}

function handle(
  { handlers, names }: TimerParts,
  { trigger, headers }: Firing,
  tx: Transaction,
  timer: DueTimer,
  limitMs: number,
): Promise<void> {
  const run = handlers.get(trigger.kind);
  if (!run) throw new GiveUp(`no handler for timers of kind "${trigger.kind}"`);
  return inConsumerSpan(names.timers, headers, { "timer.kind": trigger.kind }, () =>
    within(limitMs, run(timer, tx)),
  );
}

function count({ metrics, clock }: TimerParts, { trigger, by }: Firing): void {
  metrics.fired(trigger.kind, by, clock.now().getTime() - trigger.dueAt.getTime());
}
