import { setTimeout as pause } from "node:timers/promises";
import { becomesTrue, concurrently } from "../concurrently.ts";
import type { TimersLoad, TimersParameters } from "../parameters.ts";
import type { Place } from "../servers.ts";
import { quantile } from "../statistics.ts";
import type { OpenTimers, Timer, TimerContestant } from "./contestant.ts";

export type TimerFigures = {
  readonly contestant: string;
  /** How many were asked for, and how many the arming budget allowed. */
  readonly wantedPending: number;
  readonly ratePerSecond: number;
  readonly pending: number;
  /** So many of them were not armed but stored, when the arming budget was used up. */
  readonly stored: number;
  readonly armedOneByOnePerSecond: number;
  readonly armedInBulkPerSecond: number;
  /** Growth while the pending timers were armed, of this contestant's own process and of its servers. */
  readonly processBytes: number;
  readonly serverBytes: number | undefined;
  readonly due: number;
  readonly fired: number;
  readonly firedTwice: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
};

const ONE_BY_ONE_SAMPLE = 200;
const ONE_BY_ONE_AT_ATIME = 16;
const BULK = 100;
const BULKS_AT_ATIME = 2;
const STORED_TOGETHER = 200;
const FAR_AWAY_MS = 26 * 60 * 60 * 1_000;
/** What has not fired by then is counted as not fired. */
const PATIENCE_MS = 15_000;

/** Arms the pending ones for tomorrow, then fires at the rate, and says what all that took. */
export async function measureContestant(
  contestant: TimerContestant,
  place: Place,
  { pending: wantedPending, ratePerSecond }: TimersLoad,
  parameters: TimersParameters,
): Promise<TimerFigures> {
  const latenessMs = new Map<string, number>();
  let firedTwice = 0;
  const open = await contestant.open({
    place,
    onFire: ({ id, dueAtMs }) => {
      if (latenessMs.has(id)) firedTwice++;
      latenessMs.set(id, Date.now() - dueAtMs);
    },
  });
  try {
    const filled = await fill(open, wantedPending, parameters.armingBudgetSeconds);
    const due = ratePerSecond * parameters.fireSeconds;
    // Few are pending: nothing was armed in bulk, and one by one is the slower way.
    const armingPerSecond = filled.armedInBulkPerSecond || filled.armedOneByOnePerSecond;
    await fire(open, due, ratePerSecond, armingPerSecond, () => latenessMs.size);
    const samples = [...latenessMs.values()];
    return {
      contestant: contestant.name,
      wantedPending,
      ratePerSecond,
      ...filled,
      due,
      fired: latenessMs.size,
      firedTwice,
      p50Ms: quantile(samples, 0.5),
      p99Ms: quantile(samples, 0.99),
      worstMs: quantile(samples, 1),
    };
  } finally {
    await open.close();
  }
}

async function fill(open: OpenTimers, wanted: number, budgetSeconds: number) {
  const memoryBefore = await memory(open);
  const farAway = (index: number): Timer => ({
    id: `pending-${index}`,
    dueAt: new Date(Date.now() + FAR_AWAY_MS + index),
  });
  const oneByOne = await timed(open, budgetSeconds, async () => {
    await concurrently(ONE_BY_ONE_SAMPLE, ONE_BY_ONE_AT_ATIME, (index) => open.arm(farAway(index)));
    return ONE_BY_ONE_SAMPLE;
  });
  const rest = Math.max(0, wanted - ONE_BY_ONE_SAMPLE);
  const giveUpAt = performance.now() + budgetSeconds * 1_000;
  const inBulk = await timed(open, budgetSeconds, async () => {
    let armed = 0;
    await concurrently(Math.ceil(rest / BULK), BULKS_AT_ATIME, async (page) => {
      if (performance.now() > giveUpAt) return;
      const size = Math.min(BULK, rest - page * BULK);
      await open.armAll(
        Array.from({ length: size }, (_, index) => farAway(ONE_BY_ONE_SAMPLE + page * BULK + index)),
      );
      armed += size;
    });
    return armed;
  });
  const armed = oneByOne.count + inBulk.count;
  let stored = 0;
  if (open.store !== undefined && armed < wanted) {
    const store = open.store;
    await concurrently(Math.ceil((wanted - armed) / STORED_TOGETHER), BULKS_AT_ATIME, async (page) => {
      const size = Math.min(STORED_TOGETHER, wanted - armed - page * STORED_TOGETHER);
      // Behind all that may have been armed: pages are given up in the middle of others.
      const from = wanted + page * STORED_TOGETHER;
      await store(Array.from({ length: size }, (_, index) => farAway(from + index)));
      stored += size;
    });
  }
  const memoryAfter = await memory(open);
  return {
    pending: armed + stored,
    stored,
    armedOneByOnePerSecond: oneByOne.perSecond,
    armedInBulkPerSecond: inBulk.perSecond,
    processBytes: memoryAfter.process - memoryBefore.process,
    serverBytes:
      memoryAfter.server === undefined || memoryBefore.server === undefined
        ? undefined
        : memoryAfter.server - memoryBefore.server,
  };
}

/** Time until all of it has got to where it waits: an outbox that is still full is work not done. */
async function timed(open: OpenTimers, settleSeconds: number, work: () => Promise<number>) {
  const startedAt = performance.now();
  const count = await work();
  if (!(await becomesTrue(open.isSettled, settleSeconds * 1_000, 50))) {
    throw new Error("what was armed did not get to where it waits");
  }
  return { count, perSecond: count / ((performance.now() - startedAt) / 1_000) };
}

async function memory(open: OpenTimers) {
  globalThis.gc?.();
  return { process: process.memoryUsage().rss, server: await open.serverBytes() };
}

/** All are armed well before the first is due, evenly spread at the rate. */
async function fire(
  open: OpenTimers,
  count: number,
  ratePerSecond: number,
  armingPerSecond: number,
  firedSoFar: () => number,
): Promise<void> {
  const leadMs = 4_000 + (2_000 * count) / armingPerSecond;
  const firstDueAt = Date.now() + leadMs;
  const dueAt = (index: number) => new Date(firstDueAt + Math.round((index * 1_000) / ratePerSecond));
  await concurrently(Math.ceil(count / BULK), BULKS_AT_ATIME, async (page) => {
    const size = Math.min(BULK, count - page * BULK);
    await open.armAll(
      Array.from({ length: size }, (_, index) => ({
        id: `due-${page * BULK + index}`,
        dueAt: dueAt(page * BULK + index),
      })),
    );
  });
  await becomesTrue(open.isSettled, leadMs, 50);
  if (Date.now() > firstDueAt)
    process.stderr.write("arming took longer than the lead: some were armed overdue\n");
  await pause(Math.max(0, dueAt(count).getTime() - Date.now()));
  await becomesTrue(() => firedSoFar() >= count, PATIENCE_MS, 50);
}
