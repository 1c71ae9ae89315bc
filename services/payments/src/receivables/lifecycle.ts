import {
  receivableCollected,
  receivableGivenBack,
  reversalMade,
  reversalRequested,
} from "../ledger/chargeback-entries.ts";
import type { Entry } from "../ledger/entries.ts";
import { movementIds, type NewMovement } from "../movements/movement.ts";

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
    }
  | { readonly kind: "due"; readonly id: string }
  | { readonly kind: "dropped"; readonly id: string }
  | {
      readonly kind: "reversed";
      readonly id: string;
      readonly movementId: string;
      readonly reversalId: string;
      readonly amountCents: number;
    };

type Rule = "become_due" | "give_back" | "note_reversal" | "already" | "contradiction";

/** The life of a receivable: what each fact means in each state. `claimed` begins it. */
export const LIFECYCLE = {
  held: { due: "become_due", dropped: "give_back", reversed: "contradiction" },
  due: { due: "already", dropped: "contradiction", reversed: "note_reversal" },
  dropped: { due: "contradiction", dropped: "already", reversed: "contradiction" },
  settled: { due: "already", dropped: "contradiction", reversed: "contradiction" },
} as const satisfies Record<ReceivableState, Record<Exclude<ReceivableFact["kind"], "claimed">, Rule>>;

export interface ReceivableChange {
  readonly receivable: Receivable;
  readonly entries: readonly Entry[];
}

export function claimed(fact: Extract<ReceivableFact, { kind: "claimed" }>, now: Date): Receivable {
  const { id, orderId, sellerId, owedCents } = fact;
  return {
    id,
    orderId,
    sellerId,
    state: "held",
    owedCents,
    collectedCents: 0,
    collections: 0,
    reversingCents: 0,
    reversals: 0,
    reversedCents: 0,
    createdAt: now,
    revision: 1,
  };
}

/**
 * Decides what a fact changes; `null` when it changes nothing. Pure.
 *
 * @throws Error for what cannot be: the transaction that tells it must not commit
 */
export function decide(
  receivable: Receivable,
  fact: Exclude<ReceivableFact, { kind: "claimed" }>,
  now: Date,
): ReceivableChange | null {
  const { id: receivableId, orderId, sellerId, collectedCents } = receivable;
  const rule: Rule = LIFECYCLE[receivable.state][fact.kind];
  switch (rule) {
    case "already":
      return null;
    case "contradiction":
      throw new Error(`receivable ${receivableId} is ${receivable.state} and cannot be ${fact.kind}`);
    case "become_due":
      return { receivable: { ...receivable, state: "due" }, entries: [] };
    case "give_back":
      return {
        receivable: { ...receivable, state: "dropped" },
        entries:
          collectedCents > 0
            ? [receivableGivenBack({ orderId, sellerId, receivableId, amountCents: collectedCents, at: now })]
            : [],
      };
    case "note_reversal": {
      if (fact.kind !== "reversed") return null;
      const { movementId, reversalId, amountCents } = fact;
      const reversedCents = receivable.reversedCents + amountCents;
      return {
        receivable: {
          ...receivable,
          reversedCents,
          state: reversedCents === receivable.owedCents ? "settled" : "due",
        },
        entries: [reversalMade({ orderId, sellerId, movementId, reversalId, amountCents, at: now })],
      };
    }
  }
}

export interface Recovery {
  /** Only those that changed. */
  readonly receivables: readonly Receivable[];
  readonly entries: readonly Entry[];
  readonly movements: readonly NewMovement[];
}

/**
 * Takes what a seller owes from what they have, the oldest claim first, and asks back from their balance at Stripe what
 * of it is due and lies there. Never takes more than there is, so that no balance goes below zero. Pure.
 *
 * @param funds what is available to the seller, and what lies in their balance at Stripe, in cents
 */
export function recover(
  open: readonly Receivable[],
  funds: { readonly availableCents: number; readonly connectedCents: number },
  now: Date,
): Recovery {
  let { availableCents, connectedCents } = funds;
  const receivables: Receivable[] = [];
  const entries: Entry[] = [];
  const movements: NewMovement[] = [];
  for (const before of open) {
    let after = before;
    const { id: receivableId, orderId, sellerId } = before;
    const takenCents = Math.min(availableCents, before.owedCents - before.collectedCents);
    if (takenCents > 0) {
      availableCents -= takenCents;
      const turn = before.collections + 1;
      after = { ...after, collectedCents: after.collectedCents + takenCents, collections: turn };
      entries.push(
        receivableCollected({ orderId, sellerId, receivableId, turn, amountCents: takenCents, at: now }),
      );
    }
    const backCents =
      before.state === "due" ? Math.min(connectedCents, after.collectedCents - after.reversingCents) : 0;
    if (backCents > 0) {
      connectedCents -= backCents;
      const turn = before.reversals + 1;
      const movementId = movementIds.reversal(receivableId, turn);
      after = { ...after, reversingCents: after.reversingCents + backCents, reversals: turn };
      entries.push(reversalRequested({ orderId, sellerId, movementId, amountCents: backCents, at: now }));
      movements.push({
        id: movementId,
        order: { kind: "reversal", orderId, disputeId: receivableId, sellerId, amountCents: backCents },
      });
    }
    if (after !== before) receivables.push(after);
  }
  return { receivables, entries, movements };
}
