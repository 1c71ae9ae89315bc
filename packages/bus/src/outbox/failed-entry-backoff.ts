const firstRestMs = 1_000;
const mostRestMs = 5 * 60_000;

/** Which outbox entries rest because they failed while others went through, and until when. */
export interface FailedEntryBackoff {
  /** Those that still rest. */
  ids(): readonly string[];
  /** @returns how often it has failed by now, and how long it rests: twice as long each time, 5 min at the most */
  failed(id: string): { readonly failures: number; readonly restMs: number };
  forget(id: string): void;
}

/**
 * Remembers in this process alone: another one that takes an entry over when its lease ends finds out by itself.
 * What has not been heard of for long is forgotten, because then it was another process that took it.
 */
export function createFailedEntryBackoff(nowMs: () => number): FailedEntryBackoff {
  const resting = new Map<string, { failures: number; until: number }>();

  function forgetTheOld(): void {
    for (const [id, { until }] of resting) if (nowMs() > until + mostRestMs) resting.delete(id);
  }

  return {
    ids: () => [...resting].filter(([, { until }]) => nowMs() < until).map(([id]) => id),
    failed: (id) => {
      forgetTheOld();
      const failures = (resting.get(id)?.failures ?? 0) + 1;
      const restMs = Math.min(mostRestMs, firstRestMs * 2 ** (failures - 1));
      resting.set(id, { failures, until: nowMs() + restMs });
      return { failures, restMs };
    },
    forget: (id) => void resting.delete(id),
  };
}
