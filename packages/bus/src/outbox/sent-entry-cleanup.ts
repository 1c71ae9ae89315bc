import { setImmediate as nextTurn } from "node:timers/promises";
import { backoffMs } from "@vc/backoff";
import { failureBackoff } from "../shared/backoff.ts";
import { pause } from "../shared/waiting.ts";
import type { BusLog } from "../types.ts";

export interface SentEntryCleanup {
  add(id: string): void;
  /** Entries that are not removed by then are sent again by the process that takes them over; consumers recognise them. */
  stop(): void;
}

/** Removes confirmed entries: one delete at a time, each of everything that was confirmed meanwhile. */
export function createSentEntryCleanup(options: {
  remove(ids: readonly string[]): Promise<void>;
  removed(ids: readonly string[]): void;
  log: BusLog;
}): SentEntryCleanup {
  const { remove, removed, log } = options;
  const stopping = new AbortController();
  let waiting: string[] = [];
  let isRemoving = false;

  async function removeAll(): Promise<void> {
    isRemoving = true;
    // Confirms come in bundles: the entries of one bundle go in one delete.
    await nextTurn();
    for (let failures = 0; waiting.length > 0 && !stopping.signal.aborted; ) {
      const ids = waiting;
      waiting = [];
      try {
        await remove(ids);
        removed(ids);
        failures = 0;
      } catch (error) {
        failures += 1;
        waiting = [...ids, ...waiting];
        log.warn(
          { err: error, entries: waiting.length },
          "sent entries could not be removed; will be retried",
        );
        await pause(backoffMs(failures, failureBackoff), stopping.signal);
      }
    }
    isRemoving = false;
  }

  return {
    add: (id) => {
      waiting.push(id);
      if (!isRemoving) void removeAll();
    },
    stop: () => stopping.abort(),
  };
}
