import {
  type Context,
  decide as decideByTable,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes as writesOf,
} from "@vc/lifecycle";
import { boundsOf, type Day, type Difference } from "./compare.ts";

/** `due` was not compared yet, `clean` agrees, `settling` may still agree by itself, `differs` needs a person. */
export const RECONCILIATION_STATES = ["due", "clean", "settling", "differs"] as const;
type ReconciliationState = (typeof RECONCILIATION_STATES)[number];

/** What a comparison of a day finds. */
export interface Findings {
  readonly differences: readonly Difference[];
  readonly bookedCount: number;
  readonly entryCount: number;
  /** What an operator moved at Stripe beside the platform's business, by type. */
  readonly others: readonly { readonly type: string; readonly count: number; readonly netCents: number }[];
}

/** R31: one day, compared with what Stripe booked on it. */
export interface Reconciliation extends Findings {
  readonly day: Day;
  readonly state: ReconciliationState;
  readonly checkedAt: Date | null;
  /** When it is compared (next); `null`: not any more. */
  readonly nextAt: Date | null;
}

export type ReconciliationFact =
  /** Every balance was compared. */
  | ({ readonly kind: "compared" } & Findings)
  /** Something went wrong on the way. */
  | { readonly kind: "interrupted" }
  /** A person wants it compared once more. */
  | { readonly kind: "requested" };

type Compared = Extract<ReconciliationFact, { kind: "compared" }>;

interface ReconciliationContext extends Context {
  /** When to try again after so many failures. */
  readonly retryAt: (failures: number) => Date;
}

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Fees and verdicts may come days later: until then a difference may still settle by itself. */
const SETTLING_MS = 3 * DAY_MS;

/** Stripe lists its bookings for longer, but a difference that lasts a month needs a decision, not another check. */
const WATCHED_MS = 30 * DAY_MS;

/** How long a day is over. */
const ageMs = ({ day }: Reconciliation, now: Date) => now.getTime() - boundsOf(day).to.getTime();

const guards = {
  agrees: {
    test: (_reconciliation: Reconciliation, { differences }: Compared) => differences.length === 0,
    message: "without a difference",
  },
  may_settle: {
    test: (reconciliation: Reconciliation, _fact: Compared, { now }: ReconciliationContext) =>
      ageMs(reconciliation, now) < SETTLING_MS,
    message: "within three days of its end",
  },
  is_watched: {
    test: (reconciliation: Reconciliation, _fact: Compared, { now }: ReconciliationContext) =>
      ageMs(reconciliation, now) < WATCHED_MS,
    message: "within 30 days of its end",
  },
};

const writes = writesOf<Reconciliation, object>;

const found = ({ kind: _kind, ...findings }: Compared, now: Date, againInMs: number | null) =>
  writes({
    ...findings,
    checkedAt: now,
    nextAt: againInMs === null ? null : new Date(now.getTime() + againInMs),
  });

const effects = {
  close: (_reconciliation: Reconciliation, fact: Compared, { now }: ReconciliationContext) =>
    found(fact, now, null),

  look_again_today: (_reconciliation: Reconciliation, fact: Compared, { now }: ReconciliationContext) =>
    found(fact, now, 6 * HOUR_MS),

  look_again_daily: (_reconciliation: Reconciliation, fact: Compared, { now }: ReconciliationContext) =>
    found(fact, now, DAY_MS),

  /** From where it was: the progress is kept. Stripe is read for minutes; soon after a failure it fails again. */
  try_again: (_reconciliation: Reconciliation, _fact: unknown, { retryAt }: ReconciliationContext) =>
    writes({ nextAt: retryAt(1) }),

  compare_now: (_reconciliation: Reconciliation, _fact: unknown, { now }: ReconciliationContext) =>
    writes({ nextAt: now }),
};

type Move = RowOf<
  ReconciliationState,
  ReconciliationFact,
  { guards: typeof guards; effects: typeof effects }
>;

/** The life of a day that is over. Money of any day may be booked later, so that no state is final. */
// biome-ignore format: a table is read by its columns
const moves: readonly Move[] = [
  { on: "compared",    from: RECONCILIATION_STATES, to: "clean",    guards: ["agrees"],     effect: "close",            rules: "R31" },
  { on: "compared",    from: RECONCILIATION_STATES, to: "settling", guards: ["may_settle"], effect: "look_again_today", rules: "R31" },
  { on: "compared",    from: RECONCILIATION_STATES, to: "differs",  guards: ["is_watched"], effect: "look_again_daily", rules: "R31" },
  { on: "compared",    from: RECONCILIATION_STATES, to: "differs",                          effect: "close",            rules: "R31" },
  { on: "interrupted", from: RECONCILIATION_STATES, to: "same",                             effect: "try_again",        rules: "R31" },
  { on: "requested",   from: RECONCILIATION_STATES, to: "same",                             effect: "compare_now",      rules: "R31" },
];

export const lifecycle = {
  name: "reconciliation day",
  states: RECONCILIATION_STATES,
  initial: "due",
  rows: moves,
  guards,
} satisfies Lifecycle<Move>;

interface ReconciliationMachine extends MachineTypes {
  readonly subject: Reconciliation;
  readonly input: ReconciliationFact;
  readonly context: ReconciliationContext;
  readonly written: object;
  readonly row: Move;
  readonly refusal: never;
}

const machine: Machine<ReconciliationMachine> = {
  ...lifecycle,
  guards,
  effects,
  nothing: {},
  label: ({ day }) => `reconciliation of ${day}`,
};

/** A day that is over and was not compared yet. */
export function dueDay(day: Day, now: Date): Reconciliation {
  return {
    day,
    state: lifecycle.initial,
    checkedAt: null,
    differences: [],
    bookedCount: 0,
    entryCount: 0,
    others: [],
    nextAt: now,
  };
}

/** Decides what a comparison makes of a day, and when it is compared again. Pure. */
export function decide(
  reconciliation: Reconciliation,
  fact: ReconciliationFact,
  context: ReconciliationContext,
) {
  return decideByTable(machine, reconciliation, fact, context);
}
