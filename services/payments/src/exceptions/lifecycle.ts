import { EXCEPTION_STATES } from "@vc/contracts";
import {
  type Context,
  decide,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes as writesOf,
} from "@vc/lifecycle";
import {
  type ExceptionDecision,
  type ExceptionKind,
  type ExceptionState,
  type MoneyException,
  type NewException,
  possibleDecisions,
  type Resolution,
} from "./exception.ts";

export type ExceptionInput =
  | { readonly kind: "take"; readonly adminId: string }
  | { readonly kind: "release"; readonly adminId: string }
  | {
      readonly kind: "resolve";
      readonly adminId: string;
      readonly decision: ExceptionDecision;
      readonly reason: string;
    }
  /** It is seen once more. */
  | { readonly kind: "seen"; readonly found: NewException };

type InputOf<Kind extends ExceptionInput["kind"]> = Extract<ExceptionInput, { kind: Kind }>;

export type ExceptionRefusal = "already_taken" | "not_taken" | "already_decided" | "action_not_allowed";

/** The decision that is to be carried out with a change. */
interface Written {
  readonly resolutions: readonly Resolution[];
}

const writes = writesOf<MoneyException, Written>;

const isTaker = ({ takenBy }: MoneyException, { adminId }: InputOf<"take" | "release" | "resolve">) =>
  takenBy?.id === adminId;

const RECURRING: readonly ExceptionKind[] = [
  "balance_negative",
  "account_gone",
  "request_refused",
  "refund_failing",
];

const guards = {
  /** A state that may come again; all else is one fact. */
  may_recur: {
    test: ({ kind }: MoneyException) => RECURRING.includes(kind),
    message: "of what may come again",
  },
};

const asks = {
  is_taker: { test: isTaker, refusal: { reason: "already_taken" } },
  is_possible: {
    test: (exception: MoneyException, { decision }: InputOf<"resolve">) =>
      possibleDecisions(exception).includes(decision),
    refusal: { reason: "action_not_allowed" },
  },
} as const;

const effects = {
  assign: (_exception: MoneyException, { adminId }: InputOf<"take">, { now }: Context) =>
    writes({ takenBy: { id: adminId, at: now } }),

  unassign: () => writes({ takenBy: null }),

  record: (_exception: MoneyException, input: InputOf<"resolve">, { now }: Context) => {
    const { decision, reason, adminId } = input;
    const resolution = { decision, reason, by: adminId, at: now };
    return writes({ resolution }, { resolutions: [resolution] });
  },

  open_again: (_exception: MoneyException, { found }: InputOf<"seen">) =>
    writes({ ...found, takenBy: null, resolution: null }),
};

type Move = RowOf<
  ExceptionState,
  ExceptionInput,
  { guards: typeof guards; asks: typeof asks; effects: typeof effects }
>;

// biome-ignore format: a table is read by its columns
const moves: readonly Move[] = [
  { on: "take",    from: ["open"],     to: "taken",                                                   effect: "assign",     rules: "R31" },
  { on: "release", from: ["taken"],    to: "open",                         asks: ["is_taker"],                effect: "unassign",   rules: "R31" },
  { on: "resolve", from: ["taken"],    to: "resolved",                     asks: ["is_taker", "is_possible"], effect: "record",     rules: "R31" },
  { on: "seen",    from: ["resolved"], to: "open",    guards: ["may_recur"],                          effect: "open_again", rules: "R31" },
];

/** The life of an exception: one admin at a time works on it, and the decision is final. */
export const lifecycle = {
  name: "exception",
  states: EXCEPTION_STATES,
  initial: "open",
  rows: moves,
  repeats: { seen: EXCEPTION_STATES },
  guards,
} satisfies Lifecycle<Move>;

interface ExceptionMachine extends MachineTypes {
  readonly subject: MoneyException;
  readonly input: ExceptionInput;
  readonly context: Context;
  readonly written: Written;
  readonly row: Move;
  readonly refusal: { readonly reason: ExceptionRefusal };
}

const refusalIn = {
  open: "not_taken",
  taken: "already_taken",
  resolved: "already_decided",
} as const satisfies Record<ExceptionState, ExceptionRefusal>;

const machine: Machine<ExceptionMachine> = {
  ...lifecycle,
  guards,
  asks,
  effects,
  nothing: { resolutions: [] },
  label: ({ id }) => `exception ${id}`,
  isRepeat: (exception, input) =>
    input.kind !== "seen" && isTaker(exception, input) && isSame(exception, input),
  otherwise: ({ state }) => ({ kind: "refused", reason: refusalIn[state] }),
};

/** Whether an admin asks for what is so already. */
function isSame({ state, resolution }: MoneyException, input: ExceptionInput): boolean {
  if (input.kind === "take") return state === "taken";
  return input.kind === "resolve" && resolution?.decision === input.decision;
}

/** R31: decides what becomes of an exception. Pure. */
export function decideException(exception: MoneyException, input: ExceptionInput, now: Date) {
  return decide(machine, exception, input, { now });
}
