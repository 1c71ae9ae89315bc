import { ChargebackDecided, PaymentChargedBack } from "@vc/contracts";
import type { InvoiceFact } from "../documents/invoice.ts";
import { handInAt } from "../evidence/case-file.ts";
import {
  amountOf,
  type ChargebackShares,
  chargebackCash,
  chargebackFee,
  chargebackLost,
  chargebackOpened,
  chargebackReassigned,
  chargebackWon,
} from "../ledger/chargeback-entries.ts";
import { partOfRelease } from "../ledger/commission.ts";
import { movementIds, type NewMovement } from "../movements/movement.ts";
import {
  contradiction,
  early,
  type FactOf,
  followedBy,
  moved,
  type PaymentDecision,
  settledWhenDone,
  tells,
} from "./change.ts";
import type { Chargeback, Payment } from "./payment.ts";

/** What chargebacks hold or have taken for good of what was blocked for the order. */
function takenFromEscrow({ chargebacks }: Payment): number {
  return chargebacks
    .filter(({ state }) => state !== "won")
    .reduce((sum, { shares }) => sum + shares.escrowCents, 0);
}

/** What lost chargebacks have taken for good of what was blocked for the order. */
export function lostOfEscrow({ chargebacks }: Pick<Payment, "chargebacks">): number {
  return chargebacks
    .filter(({ state }) => state === "lost")
    .reduce((sum, { shares }) => sum + shares.escrowCents, 0);
}

/** What is blocked for the order and not held by a chargeback. */
export function escrowOf(payment: Payment): number {
  const isBlocked = payment.state === "blocked" || payment.state === "frozen";
  return isBlocked ? (payment.charge?.amountCents ?? 0) - takenFromEscrow(payment) : 0;
}

function releasedLeft({ chargebacks, releasedCents }: Payment): number {
  return chargebacks
    .filter(({ state }) => state !== "won")
    .reduce((left, { shares }) => left - shares.release.grossCents, releasedCents);
}

/**
 * Where the money of a chargeback is: of the payment of the order, what is blocked, then what was released, then what
 * waits to be refunded (Stripe disputes what it has not refunded). What is none of these the buyer has twice.
 */
function sharesOf(payment: Payment, chargeId: string, amountCents: number): ChargebackShares {
  const isMain = payment.charge?.id === chargeId;
  const escrowCents = isMain ? Math.min(amountCents, escrowOf(payment)) : 0;
  const releasedCents = isMain ? Math.min(amountCents - escrowCents, releasedLeft(payment)) : 0;
  const due = payment.dueRefunds.find((refund) => refund.chargeId === chargeId)?.amountCents ?? 0;
  const refundCents = Math.min(amountCents - escrowCents - releasedCents, due);
  return {
    escrowCents,
    refundCents,
    release: partOfRelease(releasedCents, payment),
    lossCents: amountCents - escrowCents - releasedCents - refundCents,
  };
}

function withRefund(payment: Payment, chargeId: string, changeCents: number): Payment["dueRefunds"] {
  return payment.dueRefunds.map((refund) =>
    refund.chargeId === chargeId ? { ...refund, amountCents: refund.amountCents + changeCents } : refund,
  );
}

/** R30: the money stands still, wherever it is. */
export function hold(payment: Payment, fact: FactOf<"charged_back">, now: Date): PaymentDecision {
  const { disputeId, chargeId, amountCents } = fact;
  if (payment.chargebacks.some(({ id }) => id === disputeId)) return { kind: "already" };
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
  return moved(
    {
      ...payment,
      state: payment.state === "blocked" && shares.escrowCents > 0 ? "frozen" : payment.state,
      dueRefunds: withRefund(payment, chargeId, -shares.refundCents),
      chargebacks: [...payment.chargebacks, chargeback],
    },
    {
      entries: [chargebackOpened({ orderId, sellerId, disputeId, shares, at: now })],
      movements: evidence(movementIds.evidence(disputeId), payment, fact, now),
      receivables: owedCents > 0 ? [{ kind: "claimed", id: disputeId, orderId, sellerId, owedCents }] : [],
      events: [
        tells(PaymentChargedBack, {
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
export function answer(payment: Payment, fact: FactOf<"inquired">, now: Date): PaymentDecision {
  const { disputeId } = fact;
  const isTaken = payment.chargebacks.some(({ id }) => id === disputeId);
  if (isTaken || payment.inquiryIds.includes(disputeId)) return { kind: "already" };
  return moved(
    { ...payment, inquiryIds: [...payment.inquiryIds, disputeId] },
    { movements: evidence(movementIds.answer(disputeId), payment, fact, now) },
  );
}

function replaced(payment: Payment, chargeback: Chargeback): Payment["chargebacks"] {
  return payment.chargebacks.map((other) => (other.id === chargeback.id ? chargeback : other));
}

/** What the bank took out of the platform's balance or gave back to it, and what Stripe keeps for that. */
export function noteCash(payment: Payment, fact: FactOf<"chargeback_moved">, now: Date): PaymentDecision {
  const { disputeId, balanceTransactionId, takenCents, feeCents } = fact;
  const chargeback = payment.chargebacks.find(({ id }) => id === disputeId);
  if (chargeback === undefined) return early(payment, `money moved for the unknown chargeback ${disputeId}`);
  if (chargeback.balanceTransactionIds.includes(balanceTransactionId)) return { kind: "already" };
  const about = { orderId: payment.id, balanceTransactionId, at: now };
  const noted: Chargeback = {
    ...chargeback,
    takenCents: chargeback.takenCents + takenCents,
    balanceTransactionIds: [...chargeback.balanceTransactionIds, balanceTransactionId],
  };
  return moved(
    { ...payment, chargebacks: replaced(payment, noted) },
    {
      entries: [
        ...(takenCents === 0 ? [] : [chargebackCash({ ...about, takenCents })]),
        ...(feeCents === 0 ? [] : [chargebackFee({ ...about, feeCents })]),
      ],
    },
  );
}

/** R30: the bank's verdict. Whoever calls settles what waited for it. */
export function applyVerdict(
  payment: Payment,
  fact: FactOf<"chargeback_decided">,
  now: Date,
): PaymentDecision {
  const { disputeId, verdict } = fact;
  const chargeback = payment.chargebacks.find(({ id }) => id === disputeId);
  if (chargeback === undefined) return early(payment, `a verdict on the unknown chargeback ${disputeId}`);
  if (chargeback.state === verdict) return { kind: "already" };
  if (chargeback.state !== "open") {
    return contradiction(payment, `chargeback ${disputeId} was ${chargeback.state} and is now ${verdict}`);
  }
  if (verdict === "lost" && chargeback.takenCents < amountOf(chargeback.shares)) {
    return early(payment, `chargeback ${disputeId} was lost before its money was taken`);
  }
  const decided = {
    ...payment,
    chargebacks: replaced(payment, { ...chargeback, state: verdict, decidedAt: now }),
  };
  const isFrozen = decided.chargebacks.some(
    ({ state, shares }) => state === "open" && shares.escrowCents > 0,
  );
  const after: Payment = {
    ...decided,
    state: payment.state === "frozen" && !isFrozen ? "blocked" : payment.state,
  };
  return verdict === "won" ? giveBack(after, chargeback, now) : keepGone(after, chargeback, now);
}

function verdictTold(
  payment: Payment,
  { amountCents, shares }: Chargeback,
  verdict: "won" | "lost",
  now: Date,
) {
  const { id: orderId, buyerId, sellerId } = payment;
  return tells(ChargebackDecided, {
    orderId,
    buyerId,
    sellerId,
    amount: amountCents,
    blockedAmount: shares.escrowCents,
    verdict,
    decidedAt: now.toISOString(),
  });
}

function giveBack(payment: Payment, chargeback: Chargeback, now: Date): PaymentDecision {
  const { id: disputeId, chargeId, shares } = chargeback;
  const { id: orderId, sellerId } = payment;
  return moved(
    { ...payment, dueRefunds: withRefund(payment, chargeId, shares.refundCents) },
    {
      entries: [chargebackWon({ orderId, sellerId, disputeId, shares, at: now })],
      receivables: shares.release.netCents > 0 ? [{ kind: "dropped", id: disputeId }] : [],
      events: [verdictTold(payment, chargeback, "won", now)],
    },
  );
}

function keepGone(payment: Payment, chargeback: Chargeback, now: Date): PaymentDecision {
  const { id: disputeId, chargeId, shares } = chargeback;
  const { id: orderId, sellerId } = payment;
  const entries = [chargebackLost({ orderId, sellerId, disputeId, shares, at: now })];
  const receivables = shares.release.netCents > 0 ? [{ kind: "due", id: disputeId } as const] : [];
  const events = [verdictTold(payment, chargeback, "lost", now)];
  const { release } = shares;
  const invoices: InvoiceFact[] =
    release.grossCents > 0 ? [{ kind: "credit_note", orderId, sellerId, release }] : [];
  const told = moved(payment, { entries, receivables, invoices, events });
  return shares.refundCents === 0
    ? told
    : followedBy(told, (after) => withoutOvertaken(after, disputeId, chargeId));
}

/** The bank has paid the refund of a charge for good. What it did not pay of it is owed as before. */
function withoutOvertaken(payment: Payment, disputeId: string, chargeId: string): PaymentDecision {
  const overtaken = payment.dueRefunds.find((refund) => refund.chargeId === chargeId);
  if (overtaken === undefined) return { kind: "already" };
  const { id: orderId } = payment;
  const { amountCents } = overtaken;
  const movementId = movementIds.restOfRefund(orderId, disputeId);
  const rests = amountCents > 0 ? [{ movementId, chargeId, amountCents }] : [];
  const others = payment.dueRefunds.filter((refund) => refund !== overtaken);
  const otherIds = payment.openMovementIds.filter((id) => id !== overtaken.movementId);
  return moved(
    settledWhenDone({
      ...payment,
      dueRefunds: [...others, ...rests],
      openMovementIds: [...otherIds, ...rests.map((rest) => rest.movementId)],
    }),
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
 * refund is the only one. Whoever calls has made the refund owed again.
 */
export function coverFailedRefund(
  payment: Payment,
  { chargeId, refundId, amountCents }: FactOf<"refund_failed">,
  now: Date,
): PaymentDecision {
  const chargeback = payment.chargebacks.find(
    (one) => one.chargeId === chargeId && one.state !== "won" && one.shares.lossCents > 0,
  );
  if (chargeback === undefined) return { kind: "already" };
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
  const covered = moved(
    {
      ...payment,
      chargebacks: replaced(payment, covering),
      dueRefunds: withRefund(payment, chargeId, -coveredCents),
    },
    { entries: [chargebackReassigned(about)] },
  );
  return chargeback.state === "lost"
    ? followedBy(covered, (after) => withoutOvertaken(after, disputeId, chargeId))
    : covered;
}
