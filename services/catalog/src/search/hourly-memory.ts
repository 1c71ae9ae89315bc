import type { Clock } from "@vc/http";

const KEPT_MS = 3_600_000;
const MOST_KEPT = 10_000;

/** What a process remembers for an hour of what the database would say again, at a cost. */
export function createHourlyMemory<Value>(clock: Clock) {
  const kept = new Map<string, { readonly value: Value; readonly untilMs: number }>();

  return {
    get(key: string): Value | undefined {
      const known = kept.get(key);
      return known !== undefined && known.untilMs > clock.now().getTime() ? known.value : undefined;
    },

    set(key: string, value: Value): void {
      if (kept.size >= MOST_KEPT) kept.clear();
      kept.set(key, { value, untilMs: clock.now().getTime() + KEPT_MS });
    },
  };
}
