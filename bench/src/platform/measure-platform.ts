import { setTimeout as pause } from "node:timers/promises";
import { type E2ePlatform, startE2ePlatform } from "@vc/dev";
import { worldAt } from "@vc/testing/journey";
import { MongoClient } from "mongodb";
import { becomesTrue } from "../concurrently.ts";
import type { PlatformParameters } from "../parameters.ts";
import { quantile } from "../statistics.ts";
import { type Counters, readCounters, workBetween } from "./counters.ts";
import { introducePair, liveThroughAnOrder, type Pair } from "./order-life.ts";

export type PlatformRun = {
  readonly instances: number;
  readonly livesPerSecond: number;
  readonly lives: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
};

export type PlatformResult = {
  readonly runs: readonly PlatformRun[];
  /** Of one order's life, in the first run. */
  readonly costs: Pick<Counters, "services" | "database">;
};

const IDLE_SECONDS = 5;
/** After the last order refunds, transfers, mails and projections follow; then nothing more is published. */
const QUIET_MS = 2_000;
const QUIET_WITHIN_MS = 60_000;

/** Whole lives of orders on the whole platform, over its public API: how many a second, and what one costs. */
export async function measurePlatform(
  parameters: PlatformParameters,
  say: (line: string) => void,
): Promise<PlatformResult> {
  const runs: PlatformRun[] = [];
  let costs: PlatformResult["costs"] | undefined;
  for (const instances of parameters.instances) {
    const { platform, stop } = await startE2ePlatform({
      policyTimeScale: 1,
      instances: { orders: instances },
      environment: { LOG_LEVEL: "error" },
      log: say,
    });
    try {
      const { run, costs: own } = await measureRun(platform, instances, parameters);
      say(
        `platform, ${instances} × orders: ${run.livesPerSecond.toFixed(2)} lives/s, p50 ${run.p50Ms.toFixed(0)} ms`,
      );
      runs.push(run);
      costs ??= own;
    } finally {
      await stop();
    }
  }
  if (costs === undefined) throw new Error("nothing was measured");
  return { runs, costs };
}

async function measureRun(
  platform: E2ePlatform,
  instances: number,
  { pairs: pairCount, warmUpSeconds, seconds }: PlatformParameters,
): Promise<{ run: PlatformRun; costs: PlatformResult["costs"] }> {
  const world = worldAt(platform);
  const pairs: Pair[] = await Promise.all(Array.from({ length: pairCount }, () => introducePair(world)));
  const mongo = await new MongoClient(platform.mongoUrl).connect();
  try {
    const read = () => readCounters(platform.urls, mongo);
    await becomeQuiet(read);
    const idleBefore = await read();
    await pause(IDLE_SECONDS * 1_000);
    const before = await read();

    const ends: { atMs: number; tookMs: number }[] = [];
    const beginsAtMs = performance.now() + warmUpSeconds * 1_000;
    const endsAtMs = beginsAtMs + seconds * 1_000;
    async function liveOnAndOn(pair: Pair): Promise<void> {
      while (performance.now() < endsAtMs) {
        const startedAtMs = performance.now();
        await liveThroughAnOrder(pair);
        const atMs = performance.now();
        ends.push({ atMs, tookMs: atMs - startedAtMs });
      }
    }
    await Promise.all(pairs.map(liveOnAndOn));
    await becomeQuiet(read);
    const work = workBetween(before, await read(), { before: idleBefore, after: before });

    const counted = ends.filter(({ atMs }) => atMs >= beginsAtMs && atMs < endsAtMs);
    const durations = counted.map(({ tookMs }) => tookMs);
    return {
      run: {
        instances,
        livesPerSecond: counted.length / seconds,
        lives: counted.length,
        p50Ms: quantile(durations, 0.5),
        p95Ms: quantile(durations, 0.95),
      },
      costs: perLife(work, ends.length),
    };
  } finally {
    await mongo.close();
  }
}

/** Waits until no service has published an event for `QUIET_MS`. */
async function becomeQuiet(read: () => Promise<Counters>): Promise<void> {
  let known = Number.NaN;
  let sinceMs = performance.now();
  const isQuiet = async () => {
    const { services } = await read();
    const published = Object.values(services).reduce((sum, each) => sum + each.published, 0);
    if (published !== known) sinceMs = performance.now();
    known = published;
    return performance.now() - sinceMs >= QUIET_MS;
  };
  if (!(await becomesTrue(isQuiet, QUIET_WITHIN_MS, 250)))
    throw new Error("the platform did not become quiet");
}

function perLife(work: PlatformResult["costs"], lives: number): PlatformResult["costs"] {
  const divided = <T extends Readonly<Record<string, number>>>(figures: T) =>
    // The same keys, each divided.
    Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, figure / lives])) as T;
  return {
    // As above.
    services: Object.fromEntries(
      Object.entries(work.services).map(([name, counters]) => [name, divided(counters)]),
    ) as PlatformResult["costs"]["services"],
    database: divided(work.database),
  };
}
