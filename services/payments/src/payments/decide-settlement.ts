import { EarningsReleased } from "@vc/contracts";
import { type CommissionTerms, divideRelease } from "../ledger/commission.ts";
import { earningsReleased, refundOwed } from "../ledger/entries.ts";
import { movementIds, type NewMovement } from "../movements/movement.ts";
import { contradiction, type FactOf, moved, type PaymentDecision, tells } from "./change.ts";
import { lostOfEscrow } from "./decide-chargeback.ts";
import type { Payment } from "./payment.ts";

type Settlement = NonNullable<Payment["settlement"]>;

/** What a settlement left over would stay blocked for ever, and what it takes too much of is somebody else's. */
function isWhole({ charge }: Payment, { refundCents, releaseCents }: Settlement): boolean {
  const isDivision = refundCents >= 0 && releaseCents >= 0;
  return isDivision && charge !== null && refundCents + releaseCents === charge.amountCents;
}

function notWhole(payment: Payment, { refundCents, releaseCents }: Settlement): PaymentDecision {
  return contradiction(payment, `a settlement of ${refundCents} + ${releaseCents} is not what was paid`);
}

/** R30: nothing is released or refunded of what the bank holds; the order's end waits for its verdict. */
export function keep(
  payment: Payment,
  { refundCents, releaseCents }: FactOf<"settled_by_order">,
): PaymentDecision {
  const settlement = { refundCents, releaseCents };
  if (payment.settlement !== null) return { kind: "already" };
  return isWhole(payment, settlement) ? moved({ ...payment, settlement }) : notWhole(payment, settlement);
}

/** What waited for a bank's verdict is done when nothing is frozen any more. */
export function settleKept(payment: Payment, now: Date, terms: CommissionTerms): PaymentDecision {
  if (payment.state !== "blocked" || payment.settlement === null) return { kind: "already" };
  return settle(payment, payment.settlement, now, terms);
}

/** R30: what the buyer got from their bank comes off the seller's part, and only then off what goes back to them. */
function lessLost({ refundCents, releaseCents }: Settlement, lostCents: number): Settlement {
  const offRelease = Math.min(releaseCents, lostCents);
  return { refundCents: refundCents - (lostCents - offRelease), releaseCents: releaseCents - offRelease };
}

/** R17, R25, R28: the order ended, and its money is divided as its end says. */
export function settle(
  payment: Payment,
  ordered: Settlement,
  now: Date,
  terms: CommissionTerms,
): PaymentDecision {
  const { charge } = payment;
  if (charge === null || !isWhole(payment, ordered)) return notWhole(payment, ordered);
  const { refundCents, releaseCents } = lessLost(ordered, lostOfEscrow(payment));
  const about = { orderId: payment.id, at: now };
  const release = divideRelease(releaseCents, terms);
  const refund: NewMovement = {
    id: movementIds.refund(payment.id),
    order: { kind: "refund", orderId: payment.id, chargeId: charge.id, amountCents: refundCents },
  };
  const transfer: NewMovement = {
    id: movementIds.transfer(payment.id),
    order: {
      kind: "transfer",
      orderId: payment.id,
      chargeId: charge.id,
      sellerId: payment.sellerId,
      amountCents: release.netCents,
    },
  };
  const movements = [...(refundCents > 0 ? [refund] : []), ...(release.netCents > 0 ? [transfer] : [])];
  const openMovementIds = [...payment.openMovementIds, ...movements.map((movement) => movement.id)];
  return moved(
    {
      ...payment,
      state: openMovementIds.length > 0 ? "settling" : "settled",
      settlement: { refundCents: ordered.refundCents, releaseCents: ordered.releaseCents },
      releasedCents: release.grossCents,
      commissionCents: release.commissionCents,
      vatCents: release.vatCents,
      dueRefunds: [
        ...payment.dueRefunds,
        ...(refundCents > 0
          ? [{ movementId: refund.id, chargeId: charge.id, amountCents: refundCents }]
          : []),
      ],
      openMovementIds,
    },
    {
      entries: [
        ...(refundCents > 0 ? [refundOwed({ ...about, amountCents: refundCents })] : []),
        ...(releaseCents > 0 ? [earningsReleased({ ...about, sellerId: payment.sellerId, release })] : []),
      ],
      movements,
      invoices:
        releaseCents > 0
          ? [
              {
                kind: "commission",
                orderId: payment.id,
                sellerId: payment.sellerId,
                release,
                vatBasisPoints: terms.vatBasisPoints,
              },
            ]
          : [],
      events:
        releaseCents > 0
          ? [
              tells(EarningsReleased, {
                orderId: payment.id,
                sellerId: payment.sellerId,
                grossAmount: release.grossCents,
                commissionAmount: release.commissionCents,
                vatAmount: release.vatCents,
                netAmount: release.netCents,
                releasedAt: now.toISOString(),
              }),
            ]
          : [],
    },
  );
}
