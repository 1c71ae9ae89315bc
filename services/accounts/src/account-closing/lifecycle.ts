import {
  AccountClosed,
  AccountClosing,
  AccountReopened,
  type DataOf,
  type EventDefinition,
} from "@vc/contracts";
import {
  already,
  type Context,
  decide,
  type Guard,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes as writesOf,
} from "@vc/lifecycle";
import type { AccountState, Asked, Closing, ClosingAnswer } from "../accounts/account.ts";

/**
 * - `open`: the account is not being closed.
 * - `asked`: its owner wants to close it; orders and payments are asked what is open.
 * - `promised`: neither has reported anything, and its owner was told that the account closes.
 * - `clear`: both have reported that nothing is open, and nothing can be any more. It is erased after the grace period.
 * - `closed`: it is erased.
 */
export const CLOSING_STATES = ["open", "asked", "promised", "clear", "closed"] as const;
export type ClosingState = (typeof CLOSING_STATES)[number];

/** An account as its closing sees it. The state is not stored: all but `closed` follow from what is. */
export interface ClosingAccount {
  readonly id: string;
  readonly roles: AccountState["roles"];
  readonly state: ClosingState;
  readonly closing: Closing | null;
}

export type ClosingInput =
  | { readonly kind: "request"; readonly closingId: string }
  | { readonly kind: "promise" }
  /** What orders or payments answer. Of several answers of one, the final one (`clear`) stays. */
  | { readonly kind: ClosingAnswer; readonly from: Asked }
  /** Nothing of the person is left but the account itself. */
  | { readonly kind: "erased" };

type InputOf<Kind extends ClosingInput["kind"]> = Extract<ClosingInput, { kind: Kind }>;
type Answer = InputOf<ClosingAnswer>;

export type ClosingRefusal = "own_admin_role" | "open_orders";

interface ClosingContext extends Context {
  /** From the request to the erasure: longer than an access token lives. */
  readonly graceMs: number;
}

type ClosingEvent<Type extends EventDefinition> = { readonly type: Type; readonly data: DataOf<Type> };

/** What is published and scheduled with a change. */
interface Written {
  readonly events: readonly (
    | ClosingEvent<typeof AccountClosing>
    | ClosingEvent<typeof AccountReopened>
    | ClosingEvent<typeof AccountClosed>
  )[];
  /** When the account is to be erased. */
  readonly erasures: readonly Date[];
}

const writes = writesOf<ClosingAccount, Written>;

const otherOf = { orders: "payments", payments: "orders" } as const satisfies Record<Asked, Asked>;

const guards = {
  other_is_clear: {
    test: ({ closing }: ClosingAccount, { from }: Answer) => closing?.answers[otherOf[from]] === "clear",
    message: "where the other is clear",
  },
} satisfies Record<string, Guard<ClosingAccount, Answer, ClosingContext>>;

const asks = {
  // As with giving up the role: the platform is never left without an admin.
  is_no_admin: {
    test: ({ roles }: ClosingAccount) => !roles.includes("admin"),
    refusal: { reason: "own_admin_role" },
  },
} as const;

const effects = {
  ask: ({ id: accountId }: ClosingAccount, { closingId }: InputOf<"request">, { now }: ClosingContext) =>
    writes(
      {
        closing: {
          id: closingId,
          since: now,
          isPromised: false,
          answers: { orders: null, payments: null },
        },
      },
      { events: [{ type: AccountClosing, data: { accountId, closingId } }] },
    ),

  promise: (account: ClosingAccount) => {
    const closing = closingOf(account);
    return closing.isPromised ? already() : writes({ closing: { ...closing, isPromised: true } });
  },

  record_answer: (account: ClosingAccount, answer: Answer) =>
    writes({ closing: withAnswer(account, answer) }),

  record_last_answer: (account: ClosingAccount, answer: Answer, { now, graceMs }: ClosingContext) => {
    const closing = withAnswer(account, answer);
    const graceEndsAt = closing.since.getTime() + graceMs;
    return writes({ closing }, { erasures: [new Date(Math.max(now.getTime(), graceEndsAt))] });
  },

  stay: (account: ClosingAccount) => {
    const { id: closingId, isPromised: wasPromised } = closingOf(account);
    const data = { accountId: account.id, closingId, wasPromised };
    return writes({ closing: null }, { events: [{ type: AccountReopened, data }] });
  },

  close: ({ id: accountId }: ClosingAccount, _input: ClosingInput, { now }: ClosingContext) =>
    writes({}, { events: [{ type: AccountClosed, data: { accountId, closedAt: now.toISOString() } }] }),
};

type Move = RowOf<
  ClosingState,
  ClosingInput,
  { guards: typeof guards; asks: typeof asks; effects: typeof effects }
>;

// biome-ignore format: a table is read by its columns
const moves: readonly Move[] = [
  { on: "request",      from: ["open"],              to: "asked",    asks: ["is_no_admin"],      effect: "ask",                rules: "R42" },
  { on: "promise",      from: ["asked"],             to: "promised",                             effect: "promise",            rules: "R42" },
  { on: "promise",      from: ["clear"],             to: "same",                                 effect: "promise",            rules: "R42" },
  { on: "open",         from: ["asked", "promised"], to: "open",                                 effect: "stay",               rules: "R42" },
  { on: "nothing_open", from: ["asked", "promised"], to: "same",                                 effect: "record_answer",      rules: "R42" },
  { on: "clear",        from: ["asked", "promised"], to: "clear",    guards: ["other_is_clear"], effect: "record_last_answer", rules: "R42" },
  { on: "clear",        from: ["asked", "promised"], to: "same",                                 effect: "record_answer",      rules: "R42" },
  { on: "erased",       from: ["clear"],             to: "closed",                               effect: "close",              rules: "R42" },
];

/** The closing of an account: only orders and payments know what is open, so they are asked. */
export const lifecycle = {
  name: "account closing",
  states: CLOSING_STATES,
  initial: "open",
  rows: moves,
  repeats: {
    request: ["asked", "promised", "clear"],
    promise: ["promised"],
    // An answer to a request that is over says nothing.
    open: ["open", "clear", "closed"],
    nothing_open: ["open", "clear", "closed"],
    clear: ["open", "clear", "closed"],
  },
  guards,
} satisfies Lifecycle<Move>;

interface ClosingMachine extends MachineTypes {
  readonly subject: ClosingAccount;
  readonly input: ClosingInput;
  readonly context: ClosingContext;
  readonly written: Written;
  readonly row: Move;
  readonly refusal: { readonly reason: ClosingRefusal };
}

const machine: Machine<ClosingMachine> = {
  ...lifecycle,
  asks,
  effects,
  nothing: { events: [], erasures: [] },
  label: ({ id }) => `closing of ${id}`,
  isRepeat: ({ closing }, input, _context, row) =>
    row !== undefined && "from" in input && closing?.answers[input.from] === "clear",
  otherwise: ({ state }, { kind }) =>
    kind === "promise" && state === "open"
      ? { kind: "refused", reason: "open_orders" }
      : { kind: "contradiction", reason: `${kind} cannot be while it is ${state}` },
};

/** R42: decides what a request, an answer or the erasure makes of an account. Pure. */
export function decideClosing(account: ClosingAccount, input: ClosingInput, context: ClosingContext) {
  return decide(machine, account, input, context);
}

/** An account that is stored, as its closing sees it. */
export function closingAccount({ id, roles, closing }: AccountState): ClosingAccount {
  return { id, roles, closing, state: stateOf(closing) };
}

/** Whether no service reports an open obligation at the moment. */
export function isUnopposed({ answers }: Closing): boolean {
  return answers.orders !== null && answers.payments !== null;
}

/** The state of what is stored. */
export function stateOf(closing: Closing | null): ClosingState {
  if (closing === null) return "open";
  if (closing.answers.orders === "clear" && closing.answers.payments === "clear") return "clear";
  return closing.isPromised ? "promised" : "asked";
}

function withAnswer(account: ClosingAccount, { kind, from }: Answer): Closing {
  const closing = closingOf(account);
  return { ...closing, answers: { ...closing.answers, [from]: kind } };
}

function closingOf({ id, closing }: ClosingAccount): Closing {
  if (closing === null) throw new Error(`${id} is not being closed`);
  return closing;
}
