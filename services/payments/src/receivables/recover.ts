import { receivableCollected, reversalRequested } from "../ledger/chargeback-entries.ts";
import type { Entry } from "../ledger/entries.ts";
import { movementIds, type NewMovement } from "../movements/movement.ts";
import { decide, type Receivable } from "./lifecycle.ts";

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
      before.state === "due" && before.comesBack
        ? Math.min(connectedCents, after.collectedCents - after.reversingCents)
        : 0;
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
    if (after !== before) receivables.push(settledWhenCollected(after, now));
  }
  return { receivables, entries, movements };
}

/** What the platform has already is settled once it was collected. */
function settledWhenCollected(receivable: Receivable, now: Date): Receivable {
  const { id, comesBack, collectedCents, owedCents } = receivable;
  if (comesBack || collectedCents < owedCents) return receivable;
  const decision = decide(receivable, { kind: "collected", id }, now);
  return decision.kind === "moved" ? decision.change.after : receivable;
}
