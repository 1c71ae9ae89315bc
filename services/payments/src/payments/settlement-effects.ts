import { EarningsReleased } from "@vc/contracts";
import { already, contradiction } from "@vc/lifecycle";
import { type CommissionTerms, divideRelease } from "../ledger/commission.ts";
import { earningsReleased, refundOwed } from "../ledger/entries.ts";
import { movementIds, type NewMovement } from "../movements/movement.ts";
import { event, type PaymentContext, type PaymentEffect, writes } from "./change.ts";
import { lostOfEscrow, refundedOfEscrow } from "./escrow.ts";
import type { FactOf } from "./facts.ts";
import type { Charge, Payment } from "./payment.ts";

type Settlement = NonNullable<Payment["settlement"]>;

/** R17, R25, R28: how the money of an order that ended is divided. */
export const settlementEffects = {
  settle: (payment: Payment, fact: FactOf<"settled_by_order">, context: PaymentContext) =>
    settle(payment, fact, context),
  defer_settlement: deferSettlement,
  /** What waited for a bank's verdict is done when nothing is frozen any more. */
  settle_deferred: (payment: Payment, _fact: unknown, context: PaymentContext) =>
    payment.settlement === null ? already() : settle(payment, payment.settlement, context),
};

/** What a settlement left over would stay blocked for ever, and what it takes too much of belongs to another order. */
function isWhole({ charge }: Payment, { refundCents, releaseCents }: Settlement): boolean {
  const isDivision = refundCents >= 0 && releaseCents >= 0;
  return isDivision && charge !== null && refundCents + releaseCents === charge.amountCents;
}

function notWhole({ refundCents, releaseCents }: Settlement) {
  return contradiction(`a settlement of ${refundCents} + ${releaseCents} is not what was paid`);
}

/** R30: nothing is released or refunded of what the bank holds; the order's end waits for its verdict. */
function deferSettlement(
  payment: Payment,
  { refundCents, releaseCents }: FactOf<"settled_by_order">,
): PaymentEffect {
  const settlement = { refundCents, releaseCents };
  if (payment.settlement !== null) return already();
  return isWhole(payment, settlement) ? writes({ settlement }) : notWhole(settlement);
}

/** R30: what the buyer got from their bank comes off the seller's part, and only then off what goes back to them. */
function deductLostEscrow({ refundCents, releaseCents }: Settlement, lostCents: number): Settlement {
  const offRelease = Math.min(releaseCents, lostCents);
  return { refundCents: refundCents - (lostCents - offRelease), releaseCents: releaseCents - offRelease };
}

/** R31: what others have refunded is what goes back to the buyer; only what is more than that comes off the seller's part. */
function deductOutsideRefunds({ refundCents, releaseCents }: Settlement, outsideCents: number): Settlement {
  const offRefund = Math.min(refundCents, outsideCents);
  return { refundCents: refundCents - offRefund, releaseCents: releaseCents - (outsideCents - offRefund) };
}

function settle(payment: Payment, ordered: Settlement, { now, terms }: PaymentContext): PaymentEffect {
  const { charge } = payment;
  if (charge === null || !isWhole(payment, ordered)) return notWhole(ordered);
  const { refundCents, releaseCents } = deductOutsideRefunds(
    deductLostEscrow(ordered, lostOfEscrow(payment)),
    refundedOfEscrow(payment),
  );
  const release = divideRelease(releaseCents, terms);
  const movements = movementsOf(payment, charge, { refundCents, netCents: release.netCents });
  const { id: orderId, sellerId } = payment;
  return writes(
    {
      settlement: { refundCents: ordered.refundCents, releaseCents: ordered.releaseCents },
      releasedCents: release.grossCents,
      commissionCents: release.commissionCents,
      vatCents: release.vatCents,
      dueRefunds: [
        ...payment.dueRefunds,
        ...(refundCents > 0
          ? [{ movementId: movementIds.refund(orderId), chargeId: charge.id, amountCents: refundCents }]
          : []),
      ],
      openMovementIds: [...payment.openMovementIds, ...movements.map((movement) => movement.id)],
    },
    {
      entries: [
        ...(refundCents > 0 ? [refundOwed({ orderId, at: now, amountCents: refundCents })] : []),
        ...(releaseCents > 0 ? [earningsReleased({ orderId, at: now, sellerId, release })] : []),
      ],
      movements,
      ...(releaseCents > 0 ? toldToSeller(payment, release, terms, now) : {}),
    },
  );
}

function movementsOf(
  { id: orderId, sellerId }: Payment,
  { id: chargeId }: Charge,
  { refundCents, netCents }: { readonly refundCents: number; readonly netCents: number },
): NewMovement[] {
  const refund: NewMovement = {
    id: movementIds.refund(orderId),
    order: { kind: "refund", orderId, chargeId, amountCents: refundCents },
  };
  const transfer: NewMovement = {
    id: movementIds.transfer(orderId),
    order: { kind: "transfer", orderId, chargeId, sellerId, amountCents: netCents },
  };
  return [...(refundCents > 0 ? [refund] : []), ...(netCents > 0 ? [transfer] : [])];
}

/** R17: the commission's invoice, and the event of the release. */
function toldToSeller(
  { id: orderId, sellerId }: Payment,
  release: ReturnType<typeof divideRelease>,
  { vatBasisPoints }: CommissionTerms,
  now: Date,
) {
  const released = event(EarningsReleased, {
    orderId,
    sellerId,
    grossAmount: release.grossCents,
    commissionAmount: release.commissionCents,
    vatAmount: release.vatCents,
    netAmount: release.netCents,
    releasedAt: now.toISOString(),
  });
  return {
    invoices: [{ kind: "commission", orderId, sellerId, release, vatBasisPoints } as const],
    events: [released],
  };
}
