import { NotBegun } from "../consume/batches.ts";
import type { FiredBy } from "../operate/metrics.ts";
import type { Leases } from "../shared/leases.ts";
import { pause } from "../shared/waiting.ts";
import type { BusLog } from "../types.ts";
import type { FireTimers } from "./fire-timers.ts";
import { type Timers, timerId } from "./timers.ts";

export const sweeperLease = "sweeper";
/** A page is done long before; a process that dies in it delays the next sweep by this much. */
const leaseMs = 30_000;
const pageSize = 100;
/** After a failure the timer lets the others of the page pass. */
const leaveFailedAloneMs = 60_000;

export interface SweepParts {
  readonly timers: Timers;
  readonly fire: FireTimers["fire"];
  readonly log: BusLog;
}

/**
 * Fires everything that is overdue by this much, page by page, also what handlers arm for a moment already past.
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
    const page = await timers.overdue(overdueByMs, pageSize);
    if (page.length === 0) return fired;
    const results = await Promise.all(
      page.map(async (timer) => {
        try {
          return await fire(timer, by);
        } catch (error) {
          if (error instanceof NotBegun) throw error;
          log.error(
            { timer: timerId(timer), by, err: error },
            "an overdue timer could not be fired; it stays armed",
          );
          await timers.leaveAlone(timer, leaveFailedAloneMs);
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

/** The safety net under triggers that got lost. In normal running it finds nothing, and its metric says so. */
export async function runSweeper(options: SweeperOptions): Promise<void> {
  const { leases, everyMs, overdueMs, stopped, log } = options;
  while (!stopped.aborted) {
    try {
      if (await leases.acquire(sweeperLease, leaseMs)) {
        const fired = await sweep(options, overdueMs, "sweeper");
        if (fired > 0) log.warn({ fired }, "the sweeper fired timers whose trigger had not come");
      }
    } catch (error) {
      if (!stopped.aborted) log.warn({ err: error }, "sweeping failed; it will be tried again");
    }
    await pause(everyMs, stopped);
  }
}
