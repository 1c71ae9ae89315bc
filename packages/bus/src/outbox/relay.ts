import { backoffMs } from "@vc/backoff";
import { failureBackoff } from "../shared/backoff.ts";
import type { OutboxEntry } from "../shared/documents.ts";
import { pause, settledWithin } from "../shared/waiting.ts";
import { createWakeUpSignal } from "../shared/wake-up-signal.ts";
import { createEntrySender, type EntrySenderOptions } from "./entry-sender.ts";

export interface Relay {
  /** These entries have been committed and are to be sent. */
  nudge(entries: readonly OutboxEntry[]): void;
  /** Flushes pending entries while the broker confirms them, then stops. */
  stop(withinMs: number): Promise<void>;
}

export interface RelayOptions extends Omit<EntrySenderOptions, "changed"> {
  readonly pollEveryMs: number;
}

/** A busy relay looks this many times less often than an idle one for entries that it does not know of. */
const BUSY_POLL_FACTOR = 10;

/**
 * Brings outbox entries to the broker, in one loop per process: sends a window, and the next without waiting for the
 * confirms. A commit hands over the entries that it has stored, so they are not read again. Polling is the safety net for
 * entries that a crashed process left or that were deferred.
 */
export function startRelay(options: RelayOptions): Relay {
  const { outbox, publisher, log, window, pollEveryMs } = options;
  const stopping = new AbortController();
  const wakeUp = createWakeUpSignal();
  const sender = createEntrySender({ ...options, changed: wakeUp.signal });
  const { queue } = sender;
  let pollsAt = 0;
  let findsAt = 0;

  async function poll(): Promise<void> {
    const now = performance.now();
    const expired = await outbox.claimExpired(window);
    pollsAt = expired < window ? now + pollEveryMs : 0;
    if (expired > 0 || queue.isIdle() || now >= findsAt) await find();
  }

  async function find(): Promise<boolean> {
    const { isAny, isAll } = await sender.find();
    findsAt = isAll ? performance.now() + BUSY_POLL_FACTOR * pollEveryMs : 0;
    return isAny;
  }

  async function run(): Promise<void> {
    let databaseFailures = 0;
    while (!stopping.signal.aborted) {
      try {
        if (publisher.isReady() && performance.now() >= pollsAt) await poll();
        if (queue.isWaiting() && sender.canSend()) await sender.sendWindow();
        else await wakeUp.wait(untilTurnMs());
        databaseFailures = 0;
      } catch (error) {
        databaseFailures += 1;
        log.warn({ err: error }, "the outbox could not be read; will be retried");
        await pause(backoffMs(databaseFailures, failureBackoff), stopping.signal);
      }
    }
  }

  /** Everything else that the loop can wait for sends a signal: commits, deletions, and a channel that is reopened. */
  function untilTurnMs(): number {
    const now = performance.now();
    const isBackingOff = queue.isWaiting() && sender.resumesAt() > now;
    const turnAt = isBackingOff ? sender.resumesAt() : pollsAt;
    return publisher.isReady() && turnAt > now ? Math.min(turnAt - now, pollEveryMs) : pollEveryMs;
  }

  publisher.onReady(() => wakeUp.signal());
  const running = run();

  async function flush(): Promise<void> {
    await running;
    const failuresBefore = sender.failures();
    while (publisher.isReady() && sender.failures() <= failuresBefore) {
      if (queue.isWaiting() && sender.canSend()) await sender.sendWindow();
      else if (!queue.isIdle()) await wakeUp.wait(untilTurnMs());
      else if (!(await find())) return;
    }
  }

  return {
    nudge: (entries) => {
      queue.add(entries);
      wakeUp.signal();
    },
    stop: async (withinMs) => {
      stopping.abort();
      wakeUp.signal();
      await settledWithin(flush(), withinMs);
      sender.stop();
    },
  };
}
