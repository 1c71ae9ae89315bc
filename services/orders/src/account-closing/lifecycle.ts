import {
  type Context,
  decide as decideByTable,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes,
} from "@vc/lifecycle";

/** `closing`: places and receives no order, and can be kept open by one. `closed`: for good. */
export const CLOSING_STATES = ["open", "closing", "closed"] as const;
export type ClosingState = (typeof CLOSING_STATES)[number];

/** How far the closing of an account has come, as orders know it (R42). */
export interface Closing {
  readonly accountId: string;
  readonly state: ClosingState;
  /** The request that orders answer; `null` where there is none. */
  readonly closingId: string | null;
  /** The place of the last order from which what they wrote has been erased. */
  readonly erasedUpTo: string | null;
}

/** What accounts tell of the closing, and `order_found`: one of the account's orders is open. */
export type ClosingFact =
  | { readonly kind: "requested"; readonly closingId: string }
  | { readonly kind: "order_found" }
  | { readonly kind: "reopened" }
  | { readonly kind: "closed" };

type Requested = Extract<ClosingFact, { kind: "requested" }>;

const effects = {
  note_request: (_closing: Closing, { closingId }: Requested) => writes<Closing, object>({ closingId }),
  forget_request: () => writes<Closing, object>({ closingId: null }),
};

type Move = RowOf<ClosingState, ClosingFact, { effects: typeof effects }>;

// biome-ignore format: a table is read by its columns
const moves: readonly Move[] = [
  { on: "requested",   from: ["open", "closing"], to: "closing", effect: "note_request",   rules: "R42" },
  { on: "order_found", from: ["closing"],         to: "open",    effect: "forget_request", rules: "R42" },
  { on: "reopened",    from: ["closing"],         to: "open",    effect: "forget_request", rules: "R42" },
  { on: "closed",      from: ["open", "closing"], to: "closed",                            rules: "R42" },
];

export const lifecycle = {
  name: "account closing in orders",
  states: CLOSING_STATES,
  initial: "open",
  rows: moves,
  // `closed` is the last that accounts tell of an account: what arrives behind it was told before it.
  repeats: {
    requested: ["closed"],
    order_found: ["open", "closed"],
    reopened: ["open", "closed"],
    closed: ["closed"],
  },
} satisfies Lifecycle<Move>;

interface ClosingMachine extends MachineTypes {
  readonly subject: Closing;
  readonly input: ClosingFact;
  readonly context: Context;
  readonly written: object;
  readonly row: Move;
  readonly refusal: never;
}

const machine: Machine<ClosingMachine> = {
  ...lifecycle,
  effects,
  nothing: {},
  label: ({ accountId }) => `closing of ${accountId}`,
};

/** An account without a closing. */
export function openAccount(accountId: string): Closing {
  return { accountId, state: lifecycle.initial, closingId: null, erasedUpTo: null };
}

/** Decides what a fact makes of the closing of an account. Pure. */
export function decideClosing(closing: Closing, fact: ClosingFact, now: Date) {
  return decideByTable(machine, closing, fact, { now });
}
