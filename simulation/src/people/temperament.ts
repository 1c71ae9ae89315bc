import type { OrderAction } from "@vc/contracts";
import type { Random } from "../engine/random.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How often people do what they may do, against each other; an action that is not here counts 1. */
const inclination: Partial<Record<OrderAction, number>> = {
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

/** How the people of one order are. */
export interface Temperament {
  /** How long they take between two things, at least and at most. */
  readonly paceMs: readonly [number, number];
  /** Parties that do nothing, so that the clock has to. */
  readonly isAbsent: (by: "buyer" | "seller" | "mediator") => boolean;
  /** Wants what people seldom want: cancellations, revisions, disputes. */
  readonly isDifficult: boolean;
}

export function aTemperament(random: Random): Temperament {
  const absent = random.chance(0.25) ? random.pick(["buyer", "seller", "mediator"] as const) : null;
  const paceMs = random.pick([
    [MINUTE_MS, 12 * HOUR_MS],
    [10 * MINUTE_MS, 2 * DAY_MS],
    [6 * HOUR_MS, 8 * DAY_MS],
  ] as const);
  return { paceMs, isAbsent: (by) => by === absent, isDifficult: random.chance(0.3) };
}

/** How strongly people are inclined to leave it for now. */
const PATIENCE = 2;

/** One of the actions that somebody may take; `null`: none of them now. */
export function choose(
  random: Random,
  actions: readonly OrderAction[],
  isDifficult: boolean,
): OrderAction | null {
  const weightOf = (action: OrderAction) => (isDifficult ? 1 : (inclination[action] ?? 1));
  let left = random.next() * actions.reduce((sum, action) => sum + weightOf(action), PATIENCE);
  for (const action of actions) {
    left -= weightOf(action);
    if (left < 0) return action;
  }
  return null;
}
