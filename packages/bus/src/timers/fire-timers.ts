import type { ConsumeMessage } from "amqplib";
import { type DelayTier, nextHop, plainTier, shortestHopMs } from "../broker/delay-tiers.ts";
import type { Headers } from "../broker/envelope.ts";
import type { Names } from "../broker/topology.ts";
import {
  defaultHandlerTimeoutMs,
  failureKind,
  mostAmongOthersMs,
  oneTry,
  whileDatabaseIsAway,
  within,
} from "../consume/attempt.ts";
import { createBatches, NotBegun } from "../consume/batches.ts";
import { GiveUp } from "../consume/give-up.ts";
import { delayedCopy } from "../consume/parking.ts";
import type { RetryOrPark } from "../consume/retry-or-park.ts";
import type { FiredBy, Metrics } from "../operate/metrics.ts";
import { inConsumerSpan } from "../shared/tracing.ts";
import { pause } from "../shared/waiting.ts";
import type { RunTransaction } from "../transaction.ts";
import type { BusLog, Clock, DueTimer, Transaction } from "../types.ts";
import { armingId, decodeTrigger, type Timers, timerId } from "./timers.ts";

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
   * Whoever comes second (another instance, the sweeper, a trigger of an older arming) finds nothing and does nothing.
   *
   * @throws NotBegun when it was stopped before the timer's turn
   */
  fire(trigger: DueTimer, by: FiredBy, headers?: Headers): Promise<"fired" | "not_due">;
  /** Begins with no timer any more. */
  stop(): void;
}

interface Firing {
  readonly trigger: DueTimer;
  readonly by: FiredBy;
  readonly headers: Headers | undefined;
}

/** Transactions at a time; a burst of due timers must not starve the service's own requests of connections. */
const firingAtATime = 4;
const mostTogether = 64;
const togetherForMs = 100;

export function createFireTimers(parts: TimerParts): FireTimers {
  const { timers, handlers, transaction, clock, metrics, names } = parts;
  const batches = createBatches<Firing, "fired" | "not_due">({
    atATime: firingAtATime,
    most: mostTogether,
    forMs: togetherForMs,
    keyOf: ({ trigger }) => trigger.aggregateId,
    alone,
    together,
  });

  function handle({ trigger, headers }: Firing, tx: Transaction, timer: DueTimer, limitMs: number) {
    const run = handlers.get(trigger.kind);
    if (!run) throw new GiveUp(`no handler for timers of kind "${trigger.kind}"`);
    return inConsumerSpan(names.timers, headers, { "timer.kind": trigger.kind }, () =>
      within(limitMs, run(timer, tx)),
    );
  }

  function count({ trigger, by }: Firing): void {
    metrics.fired(trigger.kind, by, clock.now().getTime() - trigger.dueAt.getTime());
  }

  async function alone(firing: Firing): Promise<"fired" | "not_due"> {
    const { trigger } = firing;
    const timer = await transaction(async (tx) => {
      const [due] = await timers.due([trigger], tx.session);
      if (!due) return undefined;
      // Before the handler, so that whoever else fires it meets this transaction at once.
      await timers.markFired([due], tx.session);
      await handle(firing, tx, due, defaultHandlerTimeoutMs);
      return due;
    });
    if (!timer) return "not_due";
    count(firing);
    return "fired";
  }

  async function together(
    candidates: readonly Firing[],
    next: () => Firing | undefined,
  ): Promise<ReadonlyMap<Firing, "fired" | "not_due">> {
    const results = new Map<Firing, "fired" | "not_due">();
    await oneTry(transaction, async (tx) => {
      const triggers = candidates.map(({ trigger }) => trigger);
      const due = new Map((await timers.due(triggers, tx.session)).map((timer) => [armingId(timer), timer]));
      const fired: DueTimer[] = [];
      for (let firing = next(); firing; firing = next()) {
        const id = armingId(firing.trigger);
        const timer = due.get(id);
        // An earlier handler has moved or cancelled it, which is not written yet: alone it is done after that.
        if (timer && tx.hasChanged(timer)) continue;
        due.delete(id);
        if (timer) {
          await handle(firing, tx, timer, fired.length === 0 ? defaultHandlerTimeoutMs : mostAmongOthersMs);
          fired.push(timer);
        }
        results.set(firing, timer ? "fired" : "not_due");
      }
      if (fired.length > 0) await timers.markFired(fired, tx.session);
    });
    for (const [firing, result] of results) if (result === "fired") count(firing);
    return results;
  }

  return {
    fire: (trigger, by, headers) => batches.take({ trigger, by, headers }, false),
    stop: () => batches.stop(),
  };
}

/** How many triggers one process holds while their last moments pass: more than fire in `shortestHopMs` at 500 a second. */
export const triggersInHand = 1_000;

/** The sweeper leaves a failed timer to its retry for this long beyond the tier's delay. */
const sweepGraceMs = 60_000;
/** A timer whose trigger was parked still is armed: the sweeper tries it again once an hour. */
const parkedSweepMs = 3_600_000;

const mostWaits = 3;

export interface TriggerHandlerParts extends TimerParts {
  readonly fire: FireTimers["fire"];
  readonly retryOrPark: RetryOrPark;
  readonly ladder: readonly DelayTier[];
}

/**
 * Makes the function that answers for one trigger: sends it down the next tier, or holds it for its last moments and
 * fires. The queue's own precision is a few milliseconds after the tier's length, and tiers let go early; so the last
 * stretch of under a second is waited here, with the message unacknowledged, which costs a slot of the prefetch and
 * no hop. If the process dies meanwhile, the broker delivers the trigger to another one.
 */
export function triggerHandler(parts: TriggerHandlerParts): (message: ConsumeMessage) => Promise<void> {
  const { clock, names, ladder, retryOrPark, fire, timers, log, stopped } = parts;

  async function toNextTier(message: ConsumeMessage, tier: DelayTier): Promise<void> {
    await retryOrPark.send(delayedCopy(message, names.delay(tier), names.timers, {}));
  }

  return async (message) => {
    const trigger = decodeTrigger(message.content);
    if (!trigger) {
      await retryOrPark.reject(message, names.timers, "gave_up", new GiveUp("not a timer's trigger"));
      return;
    }
    const remainingMs = () => trigger.dueAt.getTime() - clock.now().getTime();
    const tier = nextHop(ladder, remainingMs());
    if (tier) return toNextTier(message, tier);
    // Node's timers can end a millisecond before the clock agrees, so one wait may not be enough.
    for (let waits = 0; waits < mostWaits && remainingMs() > 0; waits++) await pause(remainingMs(), stopped);
    if (stopped.aborted) throw new NotBegun();
    // Only a clock that is not the real one gets here early.
    if (remainingMs() > 0) return toNextTier(message, plainTier(shortestHopMs));
    try {
      await whileDatabaseIsAway(() => fire(trigger, "trigger", message.properties.headers), { stopped, log });
    } catch (error) {
      if (error instanceof NotBegun) throw error;
      const result = await retryOrPark.reject(message, names.timers, failureKind(error), error);
      const leaveAloneMs = result.kind === "retried" ? result.delayMs + sweepGraceMs : parkedSweepMs;
      await timers.leaveAlone(trigger, leaveAloneMs).catch((failure: unknown) => {
        log.warn(
          { timer: timerId(trigger), err: failure },
          "a failing timer was not marked; the sweeper may try it too",
        );
      });
    }
  };
}
