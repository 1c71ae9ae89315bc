import {
  type Context,
  decide as decideByTable,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes as writesOf,
} from "@vc/lifecycle";
import { LONGEST_REASON, MOVEMENT_STATES, type Movement, type MovementState } from "./movement.ts";

/** What came of a call to Stripe. */
export type CallOutcome =
  | {
      readonly kind: "done";
      readonly stripeId: string;
      /** What was done of it, where that is less than the whole. */
      readonly amountCents?: number;
      /** Of a transfer: when Stripe pays out what it moved; absent or `null`: at once, as far as is known. */
      readonly availableAt?: Date | null;
    }
  | { readonly kind: "refused"; readonly code: string; readonly message: string }
  | { readonly kind: "unknown"; readonly message: string }
  /** Of a payout: its money has been transferred and has not settled. */
  | { readonly kind: "funds_pending"; readonly message: string }
  /** Of a payout: Stripe has less for the seller than the ledger says, and nothing that settles makes up for it. */
  | { readonly kind: "funds_missing"; readonly message: string }
  /** Of a refund: it was asked for, and the bank has not taken it yet, or waits for the buyer. */
  | { readonly kind: "refund_pending"; readonly message: string }
  /** Of evidence: a person can see it and add to it, and it is handed in then. */
  | { readonly kind: "staged"; readonly until: Date }
  /** There was no call: Stripe's books say that it would pay twice. A person has to decide. */
  | { readonly kind: "withheld"; readonly message: string }
  /**
   * There was no call: the seller has no payout account that can receive money. `isNothingDone`: nor has an earlier call done
   * anything, as looking long after it shows.
   */
  | { readonly kind: "no_account"; readonly isNothingDone?: boolean };

/** What happens to a movement beside its calls. */
export type MovementFact =
  /** The seller's account can receive money. */
  | { readonly kind: "account_ready" }
  /** What it was for was done another way: by the buyer's bank. */
  | { readonly kind: "cancelled" }
  /** What it had done was undone outside this service. */
  | { readonly kind: "undone" }
  /** What it waits for has happened: it is called now. */
  | { readonly kind: "retried" };

type Input = CallOutcome | MovementFact;
type InputOf<Kind extends Input["kind"]> = Extract<Input, { kind: Kind }>;

export interface MovementContext extends Context {
  /** When to call again after so many failures. */
  readonly retryAt: (failures: number) => Date;
}

const HOUR_MS = 60 * 60_000;
/** How long a payout waits for funds that Stripe does not have: what is amiss is seen and booked, or mended, by then. */
const FUNDS_MISSING_MS = 72 * HOUR_MS;
/** After what was undone: a bank that refused once refuses again at once, and one that refuses for good needs a person. */
const UNDONE_DELAYS_MS = [HOUR_MS, 24 * HOUR_MS, 72 * HOUR_MS] as const;
const UNDONE_FOR_GOOD_MS = 30 * 24 * HOUR_MS;
const inAnHour = (now: Date) => new Date(now.getTime() + HOUR_MS);

/** Codes of Stripe that mean: this account cannot receive money now. */
const ACCOUNT_CODES = ["insufficient_capabilities_for_transfer", "account_closed", "account_invalid"];

const guards = {
  /** A payout returns to the balance, where its owner sees it (R29); a dispute that takes no evidence is decided. */
  refusal_is_final: {
    test: ({ order }: Movement) => order.kind === "payout" || order.kind === "evidence",
    message: "of a payout or of evidence",
  },
  /** It was cancelled while Stripe was making it: only refunds are. */
  is_refund: {
    test: ({ order }: Movement) => order.kind === "refund",
    message: "of a refund",
  },
  account_cannot_receive: {
    test: ({ order }: Movement, { code }: InputOf<"refused">) =>
      order.kind === "transfer" && ACCOUNT_CODES.includes(code),
    message: "of a transfer to an account that cannot receive money",
  },
  waited_for_funds: {
    test: ({ createdAt }: Movement, _input: InputOf<"funds_missing">, { now }: MovementContext) =>
      now.getTime() - createdAt.getTime() >= FUNDS_MISSING_MS,
    message: "72 hours after it was asked for",
  },
};

const writes = writesOf<Movement, object>;

const reasonOf = ({ code, message }: InputOf<"refused">) => `${code}: ${message}`.slice(0, LONGEST_REASON);

/**
 * After a definite refusal there is nothing to look for: another attempt has another idempotency key. Its number goes on from
 * the calls of the last one, so that the time between calls does, too.
 */
const newAttempt = ({ attempt, calls }: Movement) => ({ attempt: attempt + Math.max(1, calls), calls: 0 });

/** So many refusals are half a day: no repeat of the hour has helped, and a person has been called. */
const SOON_FAILURES = 24;
const LATER_MS = 6 * HOUR_MS;

/** How often it was called in vain. */
const failuresOf = ({ attempt, calls }: Movement) => attempt + calls - 1;

const effects = {
  record_result: (
    _movement: Movement,
    { stripeId, amountCents, availableAt = null }: InputOf<"done">,
    { now }: MovementContext,
  ) => writes({ stripeId, doneCents: amountCents ?? null, availableAt, finishedAt: now, lastError: null }),

  record_refusal: (_movement: Movement, refusal: InputOf<"refused">, { now }: MovementContext) =>
    writes({ finishedAt: now, lastError: reasonOf(refusal) }),

  call_again: (movement: Movement, { message }: InputOf<"unknown">, { retryAt }: MovementContext) =>
    writes({ lastError: message.slice(0, LONGEST_REASON), nextAt: retryAt(failuresOf(movement)) }),

  try_another_key: (movement: Movement, refusal: InputOf<"refused">, { now, retryAt }: MovementContext) =>
    writes({
      ...newAttempt(movement),
      lastError: reasonOf(refusal),
      nextAt:
        failuresOf(movement) < SOON_FAILURES
          ? retryAt(failuresOf(movement))
          : new Date(now.getTime() + LATER_MS),
    }),

  return_unfunded: (_movement: Movement, { message }: InputOf<"funds_missing">, { now }: MovementContext) =>
    writes({ finishedAt: now, lastError: message.slice(0, LONGEST_REASON) }),
  await_funds: (
    movement: Movement,
    { message }: InputOf<"funds_pending" | "funds_missing">,
    { now }: MovementContext,
  ) =>
    writes({
      ...newAttempt(movement),
      lastError: message.slice(0, LONGEST_REASON),
      nextAt: inAnHour(now),
    }),

  /** Nothing was called this time. Open as it is, it is reported as stuck. */
  await_decision: ({ calls }: Movement, { message }: InputOf<"withheld">, { now }: MovementContext) =>
    writes({ calls: calls - 1, lastError: message.slice(0, LONGEST_REASON), nextAt: inAnHour(now) }),

  /** Looks again in an hour, should the fact that the account is ready be lost. */
  await_account: (movement: Movement, refusal: InputOf<"refused">, { now }: MovementContext) =>
    writes({ ...newAttempt(movement), lastError: reasonOf(refusal), nextAt: inAnHour(now) }),

  /** Nothing was called this time. Earlier calls still count where one of them may have done the work. */
  postpone_call: (
    movement: Movement,
    { isNothingDone = false }: InputOf<"no_account">,
    { now }: MovementContext,
  ) =>
    writes({
      ...(isNothingDone ? newAttempt(movement) : { calls: movement.calls - 1 }),
      lastError: "no active payout account",
      nextAt: inAnHour(now),
    }),

  /** Stripe tells when the bank has answered; looks in an hour, should that be lost. */
  await_bank: (_movement: Movement, { message }: InputOf<"refund_pending">, { now }: MovementContext) =>
    writes({ lastError: message.slice(0, LONGEST_REASON), nextAt: inAnHour(now) }),

  await_hand_in: (_movement: Movement, { until }: InputOf<"staged">) =>
    writes({ lastError: null, nextAt: until }),

  /** Of one that is being called, too: the answer may be from before this, and would make it wait for what has happened. */
  call_now: (_movement: Movement, _input: InputOf<"account_ready" | "retried">, { now }: MovementContext) =>
    writes({ nextAt: now }),

  give_up: (_movement: Movement, _input: InputOf<"cancelled">, { now }: MovementContext) =>
    writes({ finishedAt: now, lastError: "it is no longer owed" }),

  /** Not at once: what undid it is likely to do so again. */
  owe_again: (movement: Movement, _input: InputOf<"undone">, { now }: MovementContext) =>
    writes({
      ...newAttempt(movement),
      finishedAt: null,
      stripeId: null,
      doneCents: null,
      lastError: "what it had done was undone",
      undoneCount: movement.undoneCount + 1,
      nextAt: new Date(now.getTime() + (UNDONE_DELAYS_MS[movement.undoneCount] ?? UNDONE_FOR_GOOD_MS)),
    }),
};

type Move = RowOf<MovementState, Input, { guards: typeof guards; effects: typeof effects }>;

const OPEN_STATES = ["waiting", "due"] as const;

/** The life of a movement. Refunds, transfers and reversals are owed, so that no refusal of Stripe ends them. */
// biome-ignore format: a table is read by its columns
const moves: readonly Move[] = [
  { on: "done",          from: OPEN_STATES,    to: "succeeded",                                     effect: "record_result",   rules: "R27" },
  { on: "done",          from: ["failed"],    to: "succeeded", guards: ["is_refund"],                 effect: "record_result",   rules: "R31" },
  { on: "refused",       from: OPEN_STATES,    to: "failed",  guards: ["refusal_is_final"],         effect: "record_refusal",  rules: "R29, R30" },
  { on: "refused",       from: OPEN_STATES,    to: "waiting", guards: ["account_cannot_receive"],   effect: "await_account",   rules: "R17" },
  { on: "refused",       from: OPEN_STATES,    to: "due",                                           effect: "try_another_key", rules: "R27" },
  { on: "funds_pending", from: OPEN_STATES,    to: "waiting",                                       effect: "await_funds",     rules: "R29" },
  { on: "funds_missing", from: OPEN_STATES,    to: "failed",  guards: ["waited_for_funds"],         effect: "return_unfunded", rules: "R29" },
  { on: "funds_missing", from: OPEN_STATES,    to: "due",                                           effect: "await_funds",     rules: "R29" },
  { on: "refund_pending", from: OPEN_STATES,   to: "waiting",                                       effect: "await_bank",      rules: "R10, R28" },
  { on: "staged",        from: OPEN_STATES,    to: "waiting",                                       effect: "await_hand_in",   rules: "R30" },
  { on: "withheld",      from: OPEN_STATES,    to: "due",                                           effect: "await_decision",  rules: "R27" },
  { on: "unknown",       from: OPEN_STATES,    to: "due",                                           effect: "call_again",      rules: "R27" },
  { on: "no_account",    from: OPEN_STATES,    to: "waiting",                                       effect: "postpone_call",   rules: "R17" },
  { on: "account_ready", from: OPEN_STATES,    to: "due",                                           effect: "call_now",        rules: "R17" },
  { on: "cancelled",     from: OPEN_STATES,    to: "failed",                                        effect: "give_up",         rules: "R30" },
  { on: "retried",       from: OPEN_STATES,    to: "due",                                           effect: "call_now",        rules: "R28" },
  { on: "undone",        from: ["succeeded"], to: "due",                                           effect: "owe_again",       rules: "R28" },
];

const END_STATES = ["succeeded", "failed"] as const;

export const lifecycle = {
  name: "movement",
  states: MOVEMENT_STATES,
  initial: "due",
  rows: moves,
  repeats: {
    // The outcome of a slow process comes after another one has recorded the end.
    done: END_STATES,
    refused: END_STATES,
    funds_pending: END_STATES,
    funds_missing: END_STATES,
    refund_pending: END_STATES,
    staged: END_STATES,
    withheld: END_STATES,
    unknown: END_STATES,
    no_account: END_STATES,
    account_ready: END_STATES,
    cancelled: ["failed"],
    undone: ["waiting", "due"],
    retried: END_STATES,
  },
  guards,
} satisfies Lifecycle<Move>;

interface MovementMachine extends MachineTypes {
  readonly subject: Movement;
  readonly input: Input;
  readonly context: MovementContext;
  readonly written: object;
  readonly row: Move;
  readonly refusal: never;
}

const machine: Machine<MovementMachine> = {
  ...lifecycle,
  guards,
  effects,
  nothing: {},
  label: ({ id }) => `movement ${id}`,
};

/** Decides how a movement goes on. Pure. */
export function decide(movement: Movement, input: Input, context: MovementContext) {
  return decideByTable(machine, movement, input, context);
}

/** Whether nothing more is to be called. */
export function isEnded({ state }: Pick<Movement, "state">): boolean {
  return state === "succeeded" || state === "failed";
}
