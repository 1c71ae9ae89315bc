import type { ConsumeMessage } from "amqplib";
import { type DelayTier, nextHop, plainTier, SHORTEST_HOP_MS } from "../broker/delay-tiers.ts";
import { failureKind, retryWhileDatabaseUnavailable } from "../consume/attempt.ts";
import { GiveUp } from "../consume/give-up.ts";
import { delayedCopy } from "../consume/parking.ts";
import type { RetryOrPark } from "../consume/retry-or-park.ts";
import { NotStarted } from "../shared/not-started.ts";
import { pause } from "../shared/waiting.ts";
import type { FireTimers, TimerParts } from "./fire-timers.ts";
import { decodeTrigger, timerId } from "./timers.ts";

/** How many triggers one process holds during their last second: more than fire in one second at 500 a second. */
export const TRIGGER_PREFETCH = 1_000;

/** The sweeper ignores a failed timer until the tier's delay and this time are over: the retry comes first. */
const SWEEP_GRACE_MS = 60_000;
/** A timer whose trigger was parked is still armed: the sweeper retries it once an hour. */
const PARKED_SWEEP_MS = 3_600_000;

const MAX_WAITS = 3;

export interface TriggerHandlerParts extends TimerParts {
  readonly fire: FireTimers["fire"];
  readonly retryOrPark: RetryOrPark;
  readonly ladder: readonly DelayTier[];
}

/**
 * Handles triggers: sends each down the next tier, or holds it for its last moments and fires. A delay queue releases a
 * few milliseconds after its duration, and exact tiers release early; so the process waits for the last second itself,
 * with the message unacknowledged, which costs a place in the prefetch and no hop. If the process dies meanwhile, the
 * broker delivers the trigger to another one.
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
    for (let waits = 0; waits < MAX_WAITS && remainingMs() > 0; waits++) await pause(remainingMs(), stopped);
    if (stopped.aborted) throw new NotStarted();
    // Only a clock that is not the real one gets here early.
    if (remainingMs() > 0) return toNextTier(message, plainTier(SHORTEST_HOP_MS));
    try {
      const headers = message.properties.headers;
      await retryWhileDatabaseUnavailable(() => fire(trigger, "trigger", headers), { stopped, log });
    } catch (error) {
      if (error instanceof NotStarted) throw error;
      const result = await retryOrPark.reject(message, names.timers, failureKind(error), error);
      const deferMs = result.kind === "retried" ? result.delayMs + SWEEP_GRACE_MS : PARKED_SWEEP_MS;
      await timers.deferSweep(trigger, deferMs).catch((failure: unknown) => {
        log.warn(
          { timer: timerId(trigger), err: failure },
          "a failing timer was not deferred; the sweeper may fire it too",
        );
      });
    }
  };
}
