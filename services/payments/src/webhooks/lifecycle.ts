import {
  type Context,
  decide as decideByTable,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes as writesOf,
} from "@vc/lifecycle";

export const EVENT_STATES = ["due", "done"] as const;
type EventState = (typeof EVENT_STATES)[number];

/** The most characters that are kept of the error of a try. */
export const LONGEST_ERROR = 2_000;

/** What is kept of an event of Stripe: whose it is about, never what it says of it. */
export interface StripeEvent {
  readonly id: string;
  readonly type: string;
  /** The object to read again. */
  readonly objectId: string | null;
  /** The connected account in which it happened. */
  readonly stripeAccountId: string | null;
  readonly createdAt: Date;
}

/** How far the processing of an event has come. */
export interface Processing {
  readonly id: string;
  readonly state: EventState;
  /** How often it was taken, the try in hand included. */
  readonly tries: number;
  /** When it may be taken (next). */
  readonly nextAt: Date;
  readonly lastError: string | null;
}

/** What came of a try. */
export type ProcessingFact =
  /** What the event names was read, and what is new of it recorded. */
  { readonly kind: "processed" } | { readonly kind: "failed"; readonly reason: string };

interface ProcessingContext extends Context {
  /** When to try again after so many failures. */
  readonly retryAt: (failures: number) => Date;
}

const writes = writesOf<Processing, object>;

const effects = {
  forget_error: () => writes({ lastError: null }),

  try_again: (
    { tries }: Processing,
    { reason }: Extract<ProcessingFact, { kind: "failed" }>,
    { retryAt }: ProcessingContext,
  ) => writes({ lastError: reason.slice(0, LONGEST_ERROR), nextAt: retryAt(tries) }),
};

type Move = RowOf<EventState, ProcessingFact, { effects: typeof effects }>;

/** The life of an event of Stripe. None is given up: what it names may be money. */
// biome-ignore format: a table is read by its columns
const moves: readonly Move[] = [
  { on: "processed", from: ["due"], to: "done", effect: "forget_error", rules: "R27" },
  { on: "failed",    from: ["due"], to: "same", effect: "try_again",    rules: "R27" },
];

export const lifecycle = {
  name: "Stripe event",
  states: EVENT_STATES,
  initial: "due",
  rows: moves,
  // A slow process ends its try after another one has recorded the end.
  repeats: { processed: ["done"], failed: ["done"] },
} satisfies Lifecycle<Move>;

interface ProcessingMachine extends MachineTypes {
  readonly subject: Processing;
  readonly input: ProcessingFact;
  readonly context: ProcessingContext;
  readonly written: object;
  readonly row: Move;
  readonly refusal: never;
}

const machine: Machine<ProcessingMachine> = {
  ...lifecycle,
  effects,
  nothing: {},
  label: ({ id }) => `event ${id}`,
};

/** Decides what becomes of an event after a try. Pure. */
export function decide(processing: Processing, fact: ProcessingFact, context: ProcessingContext) {
  return decideByTable(machine, processing, fact, context);
}
