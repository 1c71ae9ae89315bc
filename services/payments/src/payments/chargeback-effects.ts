import { ChargebackDecided, PaymentChargedBack } from "@vc/contracts";
import { already, early } from "@vc/lifecycle";
import type { NewException } from "../exceptions/exception.ts";
import type { InvoiceFact } from "../invoices/invoice.ts";
import {
  amountOf,
  chargebackCash,
  chargebackFee,
  chargebackLost,
  chargebackOpened,
  chargebackWon,
} from "../ledger/chargeback-entries.ts";
import { givenBackAfterVerdict, takenAfterVerdict } from "../ledger/outside-entries.ts";
import { movementIds, type NewMovement } from "../movements/movement.ts";
import { andThen, event, type PaymentContext, type PaymentEffect, writes } from "./change.ts";
import { isBlocked, sharesOf, withRefund } from "./escrow.ts";
import type { FactOf } from "./facts.ts";
import { putBackOutsideRefund } from "./outside-refunds.ts";
import { dropRefundPaidByBank, replaced } from "./paid-by-bank.ts";
import type { Chargeback, OutsideRefund, Payment } from "./payment.ts";
import { keptShares, reduce } from "./reduced-chargeback.ts";
import { takeForBuyer } from "./taken-for-buyer.ts";

/** R30: what the buyer's bank asks, takes and decides. */
export const chargebackEffects = {
  submit_inquiry_evidence: submitInquiryEvidence,
  freeze_for_chargeback: freezeForChargeback,
  record_dispute_cash_flow: recordDisputeCashFlow,
  apply_verdict: applyVerdict,
};

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
    verdicts: [],
  };
  const owedCents = shares.release.netCents;
  return writes(
    {
      dueRefunds: withRefund(payment, chargeId, -shares.refundCents),
      chargebacks: [...payment.chargebacks, chargeback],
    },
    {
      entries: [chargebackOpened({ orderId, sellerId, disputeId, shares, at: now })],
      movements: evidence(movementIds.evidence(disputeId), payment, fact),
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
  { id: orderId }: Payment,
  { disputeId, evidenceBy }: FactOf<"charged_back" | "inquired">,
): NewMovement[] {
  return evidenceBy === null ? [] : [{ id, order: { kind: "evidence", orderId, disputeId } }];
}

/** R30: a bank's question moves and freezes nothing; a good answer may be the end of it. */
function submitInquiryEvidence(payment: Payment, fact: FactOf<"inquired">): PaymentEffect {
  const { disputeId } = fact;
  const isTaken = payment.chargebacks.some(({ id }) => id === disputeId);
  if (isTaken || payment.inquiryIds.includes(disputeId)) return already();
  return writes(
    { inquiryIds: [...payment.inquiryIds, disputeId] },
    { movements: evidence(movementIds.answer(disputeId), payment, fact) },
  );
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
  // After the verdict was booked, `takenCents` stays what it decided about.
  const isAfterVerdict = chargeback.state !== "open" && takenCents !== 0;
  const noted: Chargeback = {
    ...chargeback,
    takenCents: chargeback.takenCents + (isAfterVerdict ? 0 : takenCents),
    balanceTransactionIds: [...chargeback.balanceTransactionIds, balanceTransactionId],
  };
  const fees = feeCents === 0 ? [] : [chargebackFee({ ...about, feeCents })];
  const cash = takenCents === 0 || isAfterVerdict ? [] : [chargebackCash({ ...about, takenCents })];
  const booked = writes({ chargebacks: replaced(payment, noted) }, { entries: [...cash, ...fees] });
  if (!isAfterVerdict) return booked;
  return andThen(payment, booked, (after) => moveAfterVerdict(after, chargeback, fact, now));
}

/** What the bank takes after its verdict the buyer has; what it gives back is the platform's, until a person decides. */
function moveAfterVerdict(
  payment: Payment,
  chargeback: Chargeback,
  fact: FactOf<"chargeback_moved">,
  now: Date,
): PaymentEffect {
  const { balanceTransactionId: id, takenCents } = fact;
  const about = { orderId: payment.id, balanceTransactionId: id, at: now };
  const { id: disputeId, chargeId } = chargeback;
  if (takenCents < 0) {
    const exceptions = [changedVerdict(payment, chargeback, fact, 0)];
    const entries = [givenBackAfterVerdict({ ...about, backCents: -takenCents })];
    const taken = payment.outsideRefunds.find(
      (each) => each.disputeId === disputeId && each.state === "made" && each.amountCents === -takenCents,
    );
    // It took that after its verdict, too. What the order's end gave the seller is not owed to the buyer instead.
    return taken === undefined || isOfRelease(payment, taken)
      ? writes({}, { entries, exceptions })
      : andThen(payment, writes({}, { exceptions }), (after) =>
          putBackOutsideRefund(after, { refundId: taken.id }, { now }),
        );
  }
  return takeForBuyer(payment, { id, chargeId, amountCents: takenCents, disputeId }, (shares) => ({
    entries: [takenAfterVerdict({ ...about, shares })],
    exceptions: [changedVerdict(payment, chargeback, fact, shares.lossCents)],
  }));
}

/** Whether a bank took, after its verdict, what the order's end has released since: none of it was left for that. */
function isOfRelease(payment: Payment, { shares }: OutsideRefund): boolean {
  const { settlement, releasedCents } = payment;
  return !isBlocked(payment) && shares.escrowCents > 0 && (settlement?.releaseCents ?? 0) > releasedCents;
}

/** R31: a bank that moves money after its verdict, as upon an appeal: whose it is a person decides. */
function changedVerdict(
  { id: orderId, sellerId }: Payment,
  { id: disputeId, state, verdicts }: Chargeback,
  { balanceTransactionId, takenCents }: FactOf<"chargeback_moved">,
  lossCents: number,
): NewException {
  const amountCents = Math.abs(takenCents);
  const done = takenCents > 0 ? "took" : "gave back";
  const whose =
    takenCents > 0
      ? `${amountCents - lossCents} cents of them were blocked for the order or owed to the buyer, and ${lossCents} are the platform's loss.`
      : "The platform keeps them for now.";
  return {
    kind: "verdict_changed",
    stripeId: balanceTransactionId,
    orderId,
    sellerId,
    amountCents,
    lossCents,
    known:
      `The bank ${done} ${amountCents} cents of dispute ${disputeId} after it was booked as ${state}. It has said: ` +
      `${verdicts.map(({ verdict }) => verdict).join(", ")}. ${whose}`,
  };
}

/** Stripe takes what a bank disputes when the dispute is opened; what it has not taken by then it does not take. */
const TAKEN_WITHIN_MS = 3 * 24 * 60 * 60_000;

/** R30: the bank's verdict. What waited for it is settled by the row that always follows. */
function applyVerdict(
  payment: Payment,
  fact: FactOf<"chargeback_decided">,
  { now }: PaymentContext,
): PaymentEffect {
  const { disputeId, verdict } = fact;
  const chargeback = payment.chargebacks.find(({ id }) => id === disputeId);
  if (chargeback === undefined) return early(`a verdict on the unknown chargeback ${disputeId}`);
  const { verdicts } = chargeback;
  if (verdicts.at(-1)?.verdict === verdict || (verdicts.length === 0 && chargeback.state === verdict))
    return already();
  const history = { verdicts: [...verdicts, { verdict, at: now }] };
  // An appeal: money follows what moves, never the word.
  if (chargeback.state !== "open")
    return writes({ chargebacks: replaced(payment, { ...chargeback, ...history }) });
  const isYoung = now.getTime() - chargeback.openedAt.getTime() < TAKEN_WITHIN_MS;
  const isUntouched = chargeback.balanceTransactionIds.length === 0 && isYoung;
  if (verdict === "won" && (chargeback.takenCents > 0 || isUntouched)) {
    return early(`chargeback ${disputeId} was won, and its money has not gone and come back`);
  }
  const isPartly = verdict === "lost" && chargeback.takenCents < amountOf(chargeback.shares);
  if (isPartly && isYoung) {
    return early(`chargeback ${disputeId} was lost before its money was taken`);
  }
  const decided = { ...chargeback, ...history, state: verdict, decidedAt: now };
  if (verdict === "won")
    return andThen(payment, writes({ chargebacks: replaced(payment, decided) }), (after) =>
      giveBack(after, chargeback, now),
    );
  const kept = isPartly ? keptShares(payment, chargeback) : chargeback.shares;
  const reduced = isPartly ? reduce(payment, chargeback, kept, now) : writes({});
  return andThen(payment, reduced, (less) =>
    andThen(less, writes({ chargebacks: replaced(less, { ...decided, shares: kept }) }), (after) =>
      recordLostChargeback(after, { ...chargeback, shares: kept }, now),
    ),
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
  const exceptions = shares.lossCents > 0 ? [paidTwice(payment, chargeback)] : [];
  const told = writes({}, { entries, receivables, invoices, events, exceptions });
  return shares.refundCents === 0
    ? told
    : andThen(payment, told, (after) =>
        dropRefundPaidByBank(after, chargeId, movementIds.restOfRefund(orderId, disputeId)),
      );
}

/** R31: the bank kept what was neither blocked nor released nor owed to the buyer, who has it twice. */
function paidTwice(
  { id: orderId, sellerId }: Payment,
  { id: disputeId, chargeId, shares: { lossCents } }: Chargeback,
): NewException {
  return {
    kind: "paid_twice",
    stripeId: disputeId,
    orderId,
    sellerId,
    amountCents: lossCents,
    lossCents,
    known:
      `The bank kept ${lossCents} cents of ${chargeId} that had been refunded already. The buyer has them twice: contest ` +
      "the dispute, or ask the buyer for them.",
  };
}
