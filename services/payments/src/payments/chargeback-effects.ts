import { ChargebackDecided, PaymentChargedBack } from "@vc/contracts";
import { already, contradiction, early } from "@vc/lifecycle";
import { handInAt } from "../evidence/case-file.ts";
import type { InvoiceFact } from "../invoices/invoice.ts";
import {
  amountOf,
  chargebackCash,
  chargebackFee,
  chargebackLost,
  chargebackOpened,
  chargebackReassigned,
  chargebackWon,
} from "../ledger/chargeback-entries.ts";
import { movementIds, type NewMovement } from "../movements/movement.ts";
import { andThen, event, type PaymentContext, type PaymentEffect, writes } from "./change.ts";
import { sharesOf } from "./escrow.ts";
import type { FactOf } from "./facts.ts";
import type { Chargeback, Payment } from "./payment.ts";

/** R30: what the buyer's bank asks, takes and decides. */
export const chargebackEffects = {
  submit_inquiry_evidence: submitInquiryEvidence,
  freeze_for_chargeback: freezeForChargeback,
  record_dispute_cash_flow: recordDisputeCashFlow,
  apply_verdict: applyVerdict,
};

function withRefund(payment: Payment, chargeId: string, changeCents: number): Payment["dueRefunds"] {
  return payment.dueRefunds.map((refund) =>
    refund.chargeId === chargeId ? { ...refund, amountCents: refund.amountCents + changeCents } : refund,
  );
}

/** R30: the money stands still, wherever it is. */
function freezeForChargeback(
  payment: Payment,
  fact: FactOf<"charged_back">,
  { now }: PaymentContext,
): PaymentEffect {
  const { disputeId, chargeId, amountCents } = fact;
  if (payment.chargebacks.some(({ id }) => id === disputeId)) return already();
  const shares = sharesOf(payment, chargeId, amountCents);
  const { id: orderId, buyerId, sellerId } = payment;
  const chargeback: Chargeback = {
    id: disputeId,
    chargeId,
    amountCents,
    shares,
    state: "open",
    takenCents: 0,
    balanceTransactionIds: [],
    openedAt: now,
    decidedAt: null,
  };
  const owedCents = shares.release.netCents;
  return writes(
    {
      dueRefunds: withRefund(payment, chargeId, -shares.refundCents),
      chargebacks: [...payment.chargebacks, chargeback],
    },
    {
      entries: [chargebackOpened({ orderId, sellerId, disputeId, shares, at: now })],
      movements: evidence(movementIds.evidence(disputeId), payment, fact, now),
      receivables: owedCents > 0 ? [{ kind: "claimed", id: disputeId, orderId, sellerId, owedCents }] : [],
      events: [
        event(PaymentChargedBack, {
          orderId,
          buyerId,
          sellerId,
          amount: amountCents,
          blockedAmount: shares.escrowCents,
          openedAt: now.toISOString(),
        }),
      ],
    },
  );
}

function evidence(
  id: string,
  { id: orderId, state }: Payment,
  { disputeId, evidenceBy }: FactOf<"charged_back" | "inquired">,
  now: Date,
): NewMovement[] {
  if (evidenceBy === null) return [];
  const isEnded = state === "settling" || state === "settled";
  const order = { kind: "evidence", orderId, disputeId } as const;
  return [{ id, order, notBefore: handInAt(isEnded, evidenceBy, now) }];
}

/** R30: a bank's question moves and freezes nothing; a good answer may be the end of it. */
function submitInquiryEvidence(
  payment: Payment,
  fact: FactOf<"inquired">,
  { now }: PaymentContext,
): PaymentEffect {
  const { disputeId } = fact;
  const isTaken = payment.chargebacks.some(({ id }) => id === disputeId);
  if (isTaken || payment.inquiryIds.includes(disputeId)) return already();
  return writes(
    { inquiryIds: [...payment.inquiryIds, disputeId] },
    { movements: evidence(movementIds.answer(disputeId), payment, fact, now) },
  );
}

function replaced(payment: Payment, chargeback: Chargeback): Payment["chargebacks"] {
  return payment.chargebacks.map((other) => (other.id === chargeback.id ? chargeback : other));
}

/** What the bank took out of the platform's balance or gave back to it, and what Stripe keeps for that. */
function recordDisputeCashFlow(
  payment: Payment,
  fact: FactOf<"chargeback_moved">,
  { now }: PaymentContext,
): PaymentEffect {
  const { disputeId, balanceTransactionId, takenCents, feeCents } = fact;
  const chargeback = payment.chargebacks.find(({ id }) => id === disputeId);
  if (chargeback === undefined) return early(`money moved for the unknown chargeback ${disputeId}`);
  if (chargeback.balanceTransactionIds.includes(balanceTransactionId)) return already();
  const about = { orderId: payment.id, balanceTransactionId, at: now };
  const noted: Chargeback = {
    ...chargeback,
    takenCents: chargeback.takenCents + takenCents,
    balanceTransactionIds: [...chargeback.balanceTransactionIds, balanceTransactionId],
  };
  return writes(
    { chargebacks: replaced(payment, noted) },
    {
      entries: [
        ...(takenCents === 0 ? [] : [chargebackCash({ ...about, takenCents })]),
        ...(feeCents === 0 ? [] : [chargebackFee({ ...about, feeCents })]),
      ],
    },
  );
}

/** R30: the bank's verdict. What waited for it is settled by the row that always follows. */
function applyVerdict(
  payment: Payment,
  fact: FactOf<"chargeback_decided">,
  { now }: PaymentContext,
): PaymentEffect {
  const { disputeId, verdict } = fact;
  const chargeback = payment.chargebacks.find(({ id }) => id === disputeId);
  if (chargeback === undefined) return early(`a verdict on the unknown chargeback ${disputeId}`);
  if (chargeback.state === verdict) return already();
  if (chargeback.state !== "open") {
    return contradiction(`chargeback ${disputeId} was ${chargeback.state} and is now ${verdict}`);
  }
  if (verdict === "won" && chargeback.takenCents > 0) {
    return early(`chargeback ${disputeId} was won, and its money has not come back`);
  }
  if (verdict === "lost" && chargeback.takenCents < amountOf(chargeback.shares)) {
    return early(`chargeback ${disputeId} was lost before its money was taken`);
  }
  const chargebacks = replaced(payment, { ...chargeback, state: verdict, decidedAt: now });
  return andThen(payment, writes({ chargebacks }), (after) =>
    verdict === "won" ? giveBack(after, chargeback, now) : recordLostChargeback(after, chargeback, now),
  );
}

function verdictEvent(
  payment: Payment,
  { amountCents, shares }: Chargeback,
  verdict: "won" | "lost",
  now: Date,
) {
  const { id: orderId, buyerId, sellerId } = payment;
  return event(ChargebackDecided, {
    orderId,
    buyerId,
    sellerId,
    amount: amountCents,
    blockedAmount: shares.escrowCents,
    verdict,
    decidedAt: now.toISOString(),
  });
}

function giveBack(payment: Payment, chargeback: Chargeback, now: Date): PaymentEffect {
  const { id: disputeId, chargeId, shares } = chargeback;
  const { id: orderId, sellerId } = payment;
  return writes(
    { dueRefunds: withRefund(payment, chargeId, shares.refundCents) },
    {
      entries: [chargebackWon({ orderId, sellerId, disputeId, shares, at: now })],
      receivables: shares.release.netCents > 0 ? [{ kind: "dropped", id: disputeId }] : [],
      events: [verdictEvent(payment, chargeback, "won", now)],
    },
  );
}

function recordLostChargeback(payment: Payment, chargeback: Chargeback, now: Date): PaymentEffect {
  const { id: disputeId, chargeId, shares } = chargeback;
  const { id: orderId, sellerId } = payment;
  const entries = [chargebackLost({ orderId, sellerId, disputeId, shares, at: now })];
  const receivables = shares.release.netCents > 0 ? [{ kind: "due", id: disputeId } as const] : [];
  const events = [verdictEvent(payment, chargeback, "lost", now)];
  const { release } = shares;
  const invoices: InvoiceFact[] =
    release.grossCents > 0 ? [{ kind: "credit_note", orderId, sellerId, release }] : [];
  const told = writes({}, { entries, receivables, invoices, events });
  return shares.refundCents === 0
    ? told
    : andThen(payment, told, (after) =>
        dropRefundPaidByBank(after, chargeId, movementIds.restOfRefund(orderId, disputeId)),
      );
}

/** The bank has paid the refund of a charge for good. What it did not pay of it is owed as before, as a movement of its own. */
function dropRefundPaidByBank(payment: Payment, chargeId: string, movementId: string): PaymentEffect {
  const overtaken = payment.dueRefunds.find((refund) => refund.chargeId === chargeId);
  if (overtaken === undefined) return already();
  const { id: orderId } = payment;
  const { amountCents } = overtaken;
  const rests = amountCents > 0 ? [{ movementId, chargeId, amountCents }] : [];
  const others = payment.dueRefunds.filter((refund) => refund !== overtaken);
  const otherIds = payment.openMovementIds.filter((id) => id !== overtaken.movementId);
  return writes(
    {
      dueRefunds: [...others, ...rests],
      openMovementIds: [...otherIds, ...rests.map((rest) => rest.movementId)],
      // Stripe may be making it at this moment.
      cancelledRefundIds: [...payment.cancelledRefundIds, overtaken.movementId],
    },
    {
      cancelledMovementIds: [overtaken.movementId],
      movements: rests.map((rest) => ({
        id: rest.movementId,
        order: { kind: "refund", orderId, chargeId, amountCents },
      })),
    },
  );
}

/**
 * A refund that failed since the bank has taken its payment, as one that is under way does: what had passed for a second
 * refund is the only one. The caller has made the refund owed again.
 */
export function coverFailedRefund(
  payment: Payment,
  { chargeId, refundId, amountCents }: FactOf<"refund_failed">,
  now: Date,
): PaymentEffect {
  const chargeback = payment.chargebacks.find(
    (one) => one.chargeId === chargeId && one.state !== "won" && one.shares.lossCents > 0,
  );
  if (chargeback === undefined) return already();
  const { id: disputeId, shares } = chargeback;
  const coveredCents = Math.min(amountCents, shares.lossCents);
  const covering: Chargeback = {
    ...chargeback,
    shares: {
      ...shares,
      refundCents: shares.refundCents + coveredCents,
      lossCents: shares.lossCents - coveredCents,
    },
  };
  const about = { orderId: payment.id, disputeId, refundId, amountCents: coveredCents, at: now };
  const covered = writes(
    {
      chargebacks: replaced(payment, covering),
      dueRefunds: withRefund(payment, chargeId, -coveredCents),
    },
    { entries: [chargebackReassigned(about)] },
  );
  return chargeback.state === "lost"
    ? andThen(payment, covered, (after) =>
        dropRefundPaidByBank(after, chargeId, movementIds.restOfReturnedRefund(payment.id, refundId)),
      )
    : covered;
}
