import { SUPPORT_STATES, type SupportState } from "@vc/contracts";
import {
  type Context,
  decide,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes,
} from "@vc/lifecycle";

/** A request for help as support staff see it (R38). */
export interface Support {
  readonly requesterId: string;
  readonly state: SupportState;
  /** The member of the staff who handles it; no other one answers meanwhile. */
  readonly takenBy: string | null;
  /** Since when the requester waits: the place in the queue, which a release gives back. */
  readonly since: Date;
  /** Counts the events that were published about it. */
  readonly sequence: number;
}

export const SUPPORT_ACTIONS = ["take", "release", "close"] as const;
export type SupportAction = (typeof SUPPORT_ACTIONS)[number];

export const SUPPORT_REFUSALS = ["already_taken", "support_closed"] as const;
export type SupportRefusal = (typeof SUPPORT_REFUSALS)[number];

export type SupportInput =
  /** What a member of the staff does with the request; `answer` is a message in its conversation. */
  | { readonly kind: SupportAction | "answer"; readonly staffId: string }
  /** The requester writes. */
  | { readonly kind: "ask" }
  /** R42: the account of the requester, or of the member of the staff who took it, is closed. */
  | { readonly kind: "requester_left" | "taker_left" };

type StaffInput = Extract<SupportInput, { staffId: string }>;

const asks = {
  not_taken_by_another: {
    test: ({ takenBy }: Support, { staffId }: StaffInput) => takenBy === null || takenBy === staffId,
    refusal: { reason: "already_taken" },
  },
} as const;

const effects = {
  assign: (_support: Support, { staffId }: StaffInput) => writes<Support, object>({ takenBy: staffId }),
  unassign: () => writes<Support, object>({ takenBy: null }),
  queue_again: (_support: Support, _input: SupportInput, { now }: Context) =>
    writes<Support, object>({ takenBy: null, since: now }),
};

type SupportMove = RowOf<SupportState, SupportInput, { asks: typeof asks; effects: typeof effects }>;

interface SupportMachine extends MachineTypes {
  readonly subject: Support;
  readonly input: SupportInput;
  readonly context: Context;
  readonly written: object;
  readonly row: SupportMove;
  readonly refusal: { readonly reason: SupportRefusal };
}

// biome-ignore format: a table is read by its columns
const moves: readonly SupportMove[] = [
  { on: "take",           from: ["waiting"], to: "taken",   effect: "assign",                                        rules: "R38" },
  { on: "release",        from: ["taken"],   to: "waiting", asks: ["not_taken_by_another"], effect: "unassign",      rules: "R38" },
  { on: "close",          from: ["waiting", "taken"], to: "closed",  asks: ["not_taken_by_another"], effect: "unassign",      rules: "R38" },
  { on: "answer",         from: ["waiting"], to: "taken",   effect: "assign",                                        rules: "R38" },
  { on: "ask",            from: ["closed"],  to: "waiting", effect: "queue_again",                                   rules: "R38" },
  { on: "requester_left", from: ["waiting", "taken"], to: "closed", effect: "unassign",                              rules: "R42" },
  { on: "taker_left",     from: ["taken"],   to: "waiting", effect: "unassign",                                      rules: "R42" },
];

/** The life of a request for support: who handles it, and when it waits. */
export const lifecycle = {
  name: "support request",
  states: SUPPORT_STATES,
  initial: "waiting",
  rows: moves,
  repeats: {
    release: ["waiting"],
    close: ["closed"],
    // A late answer in a closed request leaves it closed: its requester may still ask again.
    answer: ["closed"],
    ask: ["waiting", "taken"],
    requester_left: ["closed"],
    taker_left: ["waiting", "closed"],
  },
} satisfies Lifecycle<SupportMove>;

const machine: Machine<SupportMachine> = {
  ...lifecycle,
  asks,
  effects,
  nothing: {},
  label: ({ requesterId }) => `support request of ${requesterId}`,
  isRepeat: ({ takenBy }, input) =>
    (input.kind === "take" || input.kind === "answer") && takenBy === input.staffId,
  otherwise: ({ takenBy }) => ({
    kind: "refused",
    reason: takenBy === null ? "support_closed" : "already_taken",
  }),
};

/** A new request, which waits for support. */
export function newSupport(requesterId: string, now: Date): Support {
  return { requesterId, state: lifecycle.initial, takenBy: null, since: now, sequence: 0 };
}

/** R38: decides what an action, a message or a closed account makes of a request. */
export function decideSupport(support: Support, input: SupportInput, now: Date) {
  return decide(machine, support, input, { now });
}

/** What a message makes of a request: an answer takes it, and its requester's message brings a closed one back. */
export function afterMessage(support: Support, senderId: string, now: Date) {
  const isRequester = senderId === support.requesterId;
  return decideSupport(support, isRequester ? { kind: "ask" } : { kind: "answer", staffId: senderId }, now);
}
