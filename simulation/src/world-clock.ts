import { defaultWindows, type OrderPolicy, orderPolicy } from "../../services/orders/src/orders/policy.ts";
import { createRandom, type Random } from "./engine/random.ts";
import { createSchedule, type Schedule } from "./engine/schedule.ts";
import { createTrace, type Trace } from "./engine/trace.ts";
import type { Violation } from "./engine/violation.ts";
import { type Faults, faultsOf, noFaults } from "./faults.ts";

export const DAY_MS = 24 * 60 * 60_000;
export const BEGINNING = Date.UTC(2026, 0, 5, 9);
export const FIRST_ORDER_AT = BEGINNING + DAY_MS;

/** Time, chance and faults of a world, and what they found. */
export interface WorldClock {
  readonly policy: OrderPolicy;
  readonly random: Random;
  readonly schedule: Schedule;
  readonly trace: Trace;
  readonly now: () => number;
  readonly faults: () => Faults;
  readonly raise: (violation: Violation) => void;
  readonly violations: readonly Violation[];
  /** From here on there are no faults and no new orders, so that everything open can end. */
  readonly calmAt: number;
  /** The present time, and whether several steps run at it. */
  readonly present: { atMs: number; isRacing: boolean };
}

export function createWorldClock(options: { seed: number; days: number; faults?: Faults }): WorldClock {
  const drawnFaults = options.faults ?? faultsOf(options.seed);
  const policy = orderPolicy(defaultWindows, 1);
  const calmAt = FIRST_ORDER_AT + options.days * DAY_MS + policy.capMs + DAY_MS;
  const violations: Violation[] = [];
  const present = { atMs: BEGINNING, isRacing: false };
  return {
    policy,
    random: createRandom(options.seed),
    schedule: createSchedule(),
    trace: createTrace(),
    now: () => present.atMs,
    faults: () => (present.atMs < calmAt ? drawnFaults : noFaults),
    raise: (violation) => void violations.push(violation),
    violations,
    calmAt,
    present,
  };
}
