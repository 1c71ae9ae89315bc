import { exactBackoffMs } from "@vc/backoff";

const backoff = { firstMs: 1_000, mostMs: 5 * 60_000 };

/** Which outbox entries are deferred because they failed while others were sent, and until when. */
export interface FailedEntryBackoff {
  /** The entries that are still deferred. */
  ids(): readonly string[];
  /** Defers an entry: twice as long after each failure, up to 5 min. @returns its failures so far, and for how long */
  failed(id: string): { readonly failures: number; readonly delayMs: number };
  /** The entry was sent. */
  sent(id: string): void;
}

/**
 * Remembers in this process only: another process that takes an entry over when its lease ends has to find out itself.
 * An entry without a recent failure is dropped, because then another process has taken it.
 */
export function createFailedEntryBackoff(nowMs: () => number): FailedEntryBackoff {
  const deferred = new Map<string, { failures: number; until: number }>();

  function dropOld(): void {
    for (const [id, { until }] of deferred) if (nowMs() > until + backoff.mostMs) deferred.delete(id);
  }

  return {
    ids: () => [...deferred].filter(([, { until }]) => nowMs() < until).map(([id]) => id),
    failed: (id) => {
      dropOld();
      const failures = (deferred.get(id)?.failures ?? 0) + 1;
      const delayMs = exactBackoffMs(failures, backoff);
      deferred.set(id, { failures, until: nowMs() + delayMs });
      return { failures, delayMs };
    },
    sent: (id) => void deferred.delete(id),
  };
}
