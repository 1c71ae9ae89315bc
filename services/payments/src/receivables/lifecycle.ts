import {
  type Context,
  decide as decideByTable,
  type Lifecycle,
  type Machine,
  type MachineTypes,
  type RowOf,
  writes as writesOf,
} from "@vc/lifecycle";
import { receivableGivenBack, reversalMade, reversalReduced } from "../ledger/chargeback-entries.ts";
import type { Entry } from "../ledger/entries.ts";

/**
 * `held`: the bank has not decided; what the seller has is kept for it. `due`: the chargeback was lost; what was
 * collected comes back from the seller's balance at Stripe. `dropped` and `settled` are final.
 */
export const RECEIVABLE_STATES = ["held", "due", "dropped", "settled"] as const;
export type ReceivableState = (typeof RECEIVABLE_STATES)[number];

/** What a seller owes for one chargeback of an order whose money was released to them (R30). Amounts are cents. */
export interface Receivable {
  /** Stripe's dispute. */
  readonly id: string;
  readonly orderId: string;
  readonly sellerId: string;
  readonly state: ReceivableState;
  readonly owedCents: number;
  /** Taken from the seller's earnings so far. */
  readonly collectedCents: number;
  /** How often something was taken: part of the entries' ids. */
  readonly collections: number;
  /** Asked back from the seller's balance at Stripe so far, and what of it has come. */
  readonly reversingCents: number;
  readonly reversals: number;
  readonly reversedCents: number;
  /** Whether what was collected lies in the seller's balance at Stripe. Otherwise the platform has it already. */
  readonly comesBack: boolean;
  readonly createdAt: Date;
  readonly revision: number;
}

export type ReceivableFact =
  | {
      readonly kind: "claimed";
      readonly id: string;
      readonly orderId: string;
      readonly sellerId: string;
      readonly owedCents: number;
      /** Decided already: by a person. Default: a bank will decide. */
      readonly isDue?: boolean;
      /** Default: it does. */
      readonly comesBack?: boolean;
    }
  /** The bank kept less than it disputed. */
  | { readonly kind: "reduced"; readonly id: string; readonly owedCents: number }
  /** All of it was taken from what the seller has. */
  | { readonly kind: "collected"; readonly id: string }
  | { readonly kind: "due"; readonly id: string }
  | { readonly kind: "dropped"; readonly id: string }
  | {
      readonly kind: "reversed";
      readonly id: string;
      readonly movementId: string;
      readonly reversalId: string;
      readonly amountCents: number;
      /** What was asked for. Less of it comes back where the transfers are smaller: the rest is asked for again. */
      readonly askedCents: number;
    };

export function claimed(fact: Extract<ReceivableFact, { kind: "claimed" }>, now: Date): Receivable {
  const { id, orderId, sellerId, owedCents, isDue = false, comesBack = true } = fact;
  const claim: Receivable = {
    id,
    orderId,
    sellerId,
    state: lifecycle.initial,
    owedCents,
    collectedCents: 0,
    collections: 0,
    reversingCents: 0,
    reversals: 0,
    reversedCents: 0,
    comesBack,
    createdAt: now,
    revision: 1,
  };
  const decision = isDue ? decide(claim, { kind: "due", id }, now) : null;
  return decision?.kind === "moved" ? decision.change.after : claim;
}

/** What becomes known of a receivable after it was claimed. */
type Fact = Exclude<ReceivableFact, { kind: "claimed" }>;

interface Written {
  readonly entries: readonly Entry[];
}

const writes = writesOf<Receivable, Written>;

const guards = {
  all_has_come_back: {
    test: ({ reversedCents, owedCents }: Receivable) => reversedCents === owedCents,
    message: "once all of it has come back",
  },
  is_with_the_platform: {
    test: ({ comesBack }: Receivable) => !comesBack,
    message: "when its money is with the platform already",
  },
};

const effects = {
  give_back: (receivable: Receivable, _fact: unknown, { now }: Context) => {
    const { id: receivableId, orderId, sellerId, collectedCents: amountCents } = receivable;
    if (amountCents === 0) return writes({});
    return writes(
      {},
      { entries: [receivableGivenBack({ orderId, sellerId, receivableId, amountCents, at: now })] },
    );
  },

  /** What was collected beyond it is the seller's again. */
  lower: (receivable: Receivable, { owedCents }: Extract<Fact, { kind: "reduced" }>, { now }: Context) => {
    const { id: receivableId, orderId, sellerId, collectedCents } = receivable;
    const amountCents = Math.max(0, collectedCents - owedCents);
    return writes(
      { owedCents, collectedCents: collectedCents - amountCents },
      {
        entries:
          amountCents > 0
            ? [receivableGivenBack({ orderId, sellerId, receivableId, amountCents, at: now, isPart: true })]
            : [],
      },
    );
  },

  record_reversal: (receivable: Receivable, fact: Extract<Fact, { kind: "reversed" }>, { now }: Context) => {
    const { orderId, sellerId, reversedCents, reversingCents } = receivable;
    const { movementId, reversalId, amountCents, askedCents } = fact;
    const missingCents = askedCents - amountCents;
    const about = { orderId, sellerId, movementId, at: now };
    return writes(
      { reversedCents: reversedCents + amountCents, reversingCents: reversingCents - missingCents },
      {
        entries: [
          reversalMade({ ...about, reversalId, amountCents }),
          ...(missingCents > 0 ? [reversalReduced({ ...about, amountCents: missingCents })] : []),
        ],
      },
    );
  },
};

type Move = RowOf<ReceivableState, Fact, { guards: typeof guards; effects: typeof effects }>;

/** The life of a receivable. `claimed` begins it. */
// biome-ignore format: a table is read by its columns
const moves: readonly Move[] = [
  { on: "due",      from: ["held"], to: "due",                                                               rules: "R30" },
  { on: "dropped",  from: ["held"], to: "dropped",                                effect: "give_back",       rules: "R30" },
  { on: "reduced",  from: ["held"], to: "same",                                   effect: "lower",           rules: "R30" },
  { on: "collected", from: ["due"], to: "settled", guards: ["is_with_the_platform"],                         rules: "R31" },
  { on: "reversed", from: ["due"],  to: "same",                                   effect: "record_reversal", rules: "R30" },
  { on: "always",   from: ["due"],  to: "settled", guards: ["all_has_come_back"],                            rules: "R30" },
];

export const lifecycle = {
  name: "receivable",
  states: RECEIVABLE_STATES,
  initial: "held",
  rows: moves,
  repeats: { due: ["due", "settled"], dropped: ["dropped"] },
  guards,
} satisfies Lifecycle<Move>;

interface ReceivableMachine extends MachineTypes {
  readonly subject: Receivable;
  readonly input: Fact;
  readonly context: Context;
  readonly written: Written;
  readonly row: Move;
  readonly refusal: never;
}

const machine: Machine<ReceivableMachine> = {
  ...lifecycle,
  guards,
  effects,
  nothing: { entries: [] },
  label: ({ id }) => `receivable ${id}`,
};

/** Decides what a fact means. Pure. The transaction of a fact that is a contradiction must not commit. */
export function decide(receivable: Receivable, fact: Fact, now: Date) {
  return decideByTable(machine, receivable, fact, { now });
}
