import type { Leases } from "../shared/leases.ts";
import type { FiredBy } from "../shared/metrics.ts";
import { NotStarted } from "../shared/not-started.ts";
import { pause } from "../shared/waiting.ts";
import type { BusLog } from "../types.ts";
import type { FireTimers } from "./fire-timers.ts";
import { type Timers, timerId } from "./timers.ts";

export const SWEEPER_LEASE = "sweeper";
/** A page takes much less; a process that dies during it delays the next sweep by this much. */
const LEASE_MS = 30_000;
const PAGE_SIZE = 100;
/** After a failure, the other timers of the page go first. */
const FAILED_TIMER_DEFER_MS = 60_000;

export interface SweepParts {
  readonly timers: Timers;
  readonly fire: FireTimers["fire"];
  readonly log: BusLog;
}

/**
 * Fires all timers that are overdue by this much, page by page, also those that handlers arm for a past time.
 *
 * @returns how many fired
 */
export async function sweep(
  { timers, fire, log }: SweepParts,
  overdueByMs: number,
  by: FiredBy,
): Promise<number> {
  let fired = 0;
  for (;;) {
    const page = await timers.overdue(overdueByMs, PAGE_SIZE);
    if (page.length === 0) return fired;
    const results = await Promise.all(
      page.map(async (timer) => {
        try {
          return await fire(timer, by);
        } catch (error) {
          if (error instanceof NotStarted) throw error;
          log.error(
            { timer: timerId(timer), by, err: error },
            "an overdue timer could not be fired; it stays armed",
          );
          await timers.deferSweep(timer, FAILED_TIMER_DEFER_MS);
          return "failed";
        }
      }),
    );
    fired += results.filter((result) => result === "fired").length;
  }
}

export interface SweeperOptions extends SweepParts {
  readonly leases: Leases;
  readonly everyMs: number;
  readonly overdueMs: number;
  readonly stopped: AbortSignal;
}

/** The safety net for triggers that are lost. In normal operation it finds nothing, as its metric shows. */
export async function runSweeper(options: SweeperOptions): Promise<void> {
  const { leases, everyMs, overdueMs, stopped, log } = options;
  while (!stopped.aborted) {
    try {
      if (await leases.acquire(SWEEPER_LEASE, LEASE_MS)) {
        const fired = await sweep(options, overdueMs, "sweeper");
        if (fired > 0) log.warn({ fired }, "the sweeper fired timers whose trigger had not come");
      }
    } catch (error) {
      if (!stopped.aborted) log.warn({ err: error }, "sweeping failed; will be retried");
    }
    await pause(everyMs, stopped);
  }
}
