/** What one process held at one moment. */
export interface MemorySample {
  /** `orders-2` */
  readonly name: string;
  readonly pid: number;
  readonly atMs: number;
  readonly bytes: number;
}

/** What a process that was left alone held at the beginning and at the end of that time. */
export interface MemoryTrend {
  readonly name: string;
  readonly minutes: number;
  /** Medians of the first and of the last third. */
  readonly firstBytes: number;
  readonly lastBytes: number;
  readonly isFlat: boolean;
}

/** Code that is compiled and pools that fill in its first minutes are no leak. */
export const WARM_UP_MS = 3 * 60_000;
/** A trend over less time says nothing: V8 collects its old space every few minutes. */
const SHORTEST_MS = 8 * 60_000;
/** What a heap may vary by between two collections, and no more over however long. */
const flat = { factor: 1.1, bytes: 4 * 2 ** 20 };

/**
 * How the memory of each of these processes went, from when it had warmed up. A process that was not left alone after
 * all, or not long enough to say anything, is left out.
 *
 * @param names of the processes that were left alone
 * @param fromMs since when
 */
export function memoryTrends(
  samples: readonly MemorySample[],
  names: readonly string[],
  fromMs: number,
): MemoryTrend[] {
  return names.flatMap((name) => {
    const own = samples.filter((sample) => sample.name === name && sample.atMs >= fromMs + WARM_UP_MS);
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined || first.pid !== last.pid) return [];
    const spanMs = last.atMs - first.atMs;
    if (spanMs < SHORTEST_MS) return [];
    const firstBytes = median(own.filter(({ atMs }) => atMs <= first.atMs + spanMs / 3));
    const lastBytes = median(own.filter(({ atMs }) => atMs >= last.atMs - spanMs / 3));
    const isFlat = lastBytes <= firstBytes * flat.factor + flat.bytes;
    return [{ name, minutes: spanMs / 60_000, firstBytes, lastBytes, isFlat }];
  });
}

function median(samples: readonly MemorySample[]): number {
  const sorted = samples.map(({ bytes }) => bytes).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
