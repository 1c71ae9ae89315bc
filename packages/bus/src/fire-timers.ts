import type { ConsumeMessage } from "amqplib";
import { failureKind, whileDatabaseIsAway, within } from "./attempt.ts";
import { type DelayTier, nextHop, plainTier, shortestHopMs } from "./delay-tiers.ts";
import { GiveUp } from "./give-up.ts";
import type { FiredBy, Metrics } from "./metrics.ts";
import { delayedCopy } from "./parking.ts";
import type { SetAside } from "./set-aside.ts";
import { decodeTrigger, type Timers, timerId } from "./timers.ts";
import type { Names } from "./topology.ts";
import { inConsumerSpan } from "./tracing.ts";
import type { RunTransaction } from "./transaction.ts";
import type { BusLog, Clock, DueTimer, Transaction } from "./types.ts";
import { createLimit, pause } from "./waiting.ts";

export type TimerHandler = (timer: DueTimer, tx: Transaction) => Promise<void>;

export interface TimerParts {
  readonly timers: Timers;
  readonly handlers: ReadonlyMap<string, TimerHandler>;
  readonly transaction: RunTransaction;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: BusLog;
  readonly stopped: AbortSignal;
}

export type FireTimer = (trigger: DueTimer, by: FiredBy) => Promise<"fired" | "not_due">;

const handlerTimeoutMs = 30_000;
/** Transactions at a time; a burst of due timers must not starve the service's own requests of connections. */
const firingAtATime = 16;

/**
 * Fires one timer in one transaction with its handler, if it is still armed in that generation and due by the clock.
 * Whoever comes second (another instance, the sweeper, a trigger of an older arming) finds nothing and does nothing.
 */
export function createFireTimer(parts: TimerParts): FireTimer {
  const { timers, handlers, transaction, clock, metrics } = parts;
  const inLine = createLimit(firingAtATime);
  return (trigger, by) =>
    inLine(async () => {
      const handle = handlers.get(trigger.kind);
      if (!handle) throw new GiveUp(`no handler for timers of kind "${trigger.kind}"`);
      const fired = await transaction(async (tx) => {
        const timer = await timers.takeDue(trigger, tx.session);
        if (timer) await within(handlerTimeoutMs, handle(timer, tx));
        return timer;
      });
      if (!fired) return "not_due";
      metrics.fired(fired.kind, by, clock.now().getTime() - fired.dueAt.getTime());
      return "fired";
    });
}

/** How many triggers one process holds while their last moments pass: more than fire in `shortestHopMs` at 500 a second. */
export const triggersInHand = 1_000;

/** The sweeper leaves a failed timer to its retry for this long beyond the tier's delay. */
const sweepGraceMs = 60_000;
/** A timer whose trigger was parked still is armed: the sweeper tries it again once an hour. */
const parkedSweepMs = 3_600_000;

const mostWaits = 3;

export interface TriggerHandlerParts extends TimerParts {
  readonly fire: FireTimer;
  readonly setAside: SetAside;
  readonly names: Names;
  readonly ladder: readonly DelayTier[];
}

/**
 * Makes the function that answers for one trigger: sends it down the next tier, or holds it for its last moments and
 * fires. The queue's own precision is a few milliseconds after the tier's length, and tiers let go early; so the last
 * stretch of under a second is waited here, with the message unacknowledged, which costs a slot of the prefetch and
 * no hop. If the process dies meanwhile, the broker delivers the trigger to another one.
 */
export function triggerHandler(parts: TriggerHandlerParts): (message: ConsumeMessage) => Promise<void> {
  const { clock, names, ladder, setAside, fire, timers, log, stopped } = parts;

  async function toNextTier(message: ConsumeMessage, tier: DelayTier): Promise<void> {
    await setAside.send(delayedCopy(message, names.delay(tier), names.timers, {}));
  }

  return async (message) => {
    const trigger = decodeTrigger(message.content);
    if (!trigger) {
      await setAside.failed(message, names.timers, "gave_up", new GiveUp("not a timer's trigger"));
      return;
    }
    const remainingMs = () => trigger.dueAt.getTime() - clock.now().getTime();
    const tier = nextHop(ladder, remainingMs());
    if (tier) return toNextTier(message, tier);
    // Node's timers can end a millisecond before the clock agrees, so one wait may not be enough.
    for (let waits = 0; waits < mostWaits && remainingMs() > 0; waits++) await pause(remainingMs(), stopped);
    if (stopped.aborted) throw new Error("the bus stopped while a trigger waited for its moment");
    // Only a clock that is not the real one gets here early.
    if (remainingMs() > 0) return toNextTier(message, plainTier(shortestHopMs));
    try {
      await inConsumerSpan(names.timers, message.properties.headers, { "timer.kind": trigger.kind }, () =>
        whileDatabaseIsAway(() => fire(trigger, "trigger"), { stopped, log }),
      );
    } catch (error) {
      const result = await setAside.failed(message, names.timers, failureKind(error), error);
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
