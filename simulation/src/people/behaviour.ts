import type { OrderAction } from "@vc/contracts";
import type { Random } from "../engine/random.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How likely people take an allowed action, relative to the others. Default: 1. */
const weights: Partial<Record<OrderAction, number>> = {
  accept: 12,
  deliver: 10,
  approve: 6,
  cancel: 0.4,
  "request-revision": 2,
  "accept-revision": 3,
  "accept-cancellation": 2,
  "refuse-cancellation": 3,
  "request-cancellation": 0.5,
  "open-dispute": 2,
  "add-statement": 0.5,
  "concede-dispute": 0.5,
  "drop-dispute": 0.5,
  "resolve-dispute": 3,
};

/** How the people of one order behave. */
export interface Behaviour {
  /** The shortest and longest time between two actions. */
  readonly paceMs: readonly [number, number];
  /** An absent party never acts, so deadlines pass. */
  readonly isAbsent: (by: "buyer" | "seller" | "mediator") => boolean;
  /** Takes every allowed action with the same probability: many cancellations, revisions and disputes. */
  readonly isDifficult: boolean;
}

export function drawBehaviour(random: Random): Behaviour {
  const absent = random.chance(0.25) ? random.pick(["buyer", "seller", "mediator"] as const) : null;
  const paceMs = random.pick([
    [MINUTE_MS, 12 * HOUR_MS],
    [10 * MINUTE_MS, 2 * DAY_MS],
    [6 * HOUR_MS, 8 * DAY_MS],
  ] as const);
  return { paceMs, isAbsent: (by) => by === absent, isDifficult: random.chance(0.3) };
}

/** The weight of no action. */
const NO_ACTION_WEIGHT = 2;

/** One of the allowed actions; `null`: no action now. */
export function chooseAction(
  random: Random,
  actions: readonly OrderAction[],
  isDifficult: boolean,
): OrderAction | null {
  const chosen = random.pickByName([...actions, "none"], (name) => {
    if (name === "none") return NO_ACTION_WEIGHT;
    return isDifficult ? 1 : (weights[name] ?? 1);
  });
  return chosen === "none" ? null : chosen;
}
