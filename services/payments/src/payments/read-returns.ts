import type Stripe from "stripe";
import { applyToMovement } from "../movements/apply-to-movement.ts";
import { isEnded } from "../movements/lifecycle.ts";
import type { Movement } from "../movements/movement.ts";
import { idOf } from "../stripe/id-of.ts";
import type { Fact } from "./facts.ts";
import { applyToPayment, movePayment } from "./move-payment.ts";
import { type PaymentReadDeps, readIntent } from "./read-payment.ts";

const VERDICTS = ["won", "lost"] as const;

/**
 * What a dispute says, in the order in which it became true. An inquiry (Stripe's `warning_…`) has taken no money and is
 * no chargeback, however it ends; one that escalates is the same dispute, and has taken some.
 */
function factsOf(dispute: Stripe.Dispute, chargeId: string): Fact[] {
  const { id: disputeId, status } = dispute;
  const { due_by: dueBy } = dispute.evidence_details;
  // 0: the bank takes no answer.
  const evidenceBy = dueBy === null || dueBy === 0 ? null : new Date(dueBy * 1_000);
  if (status.startsWith("warning_") && dispute.balance_transactions.length === 0) {
    return status === "warning_closed" ? [] : [{ kind: "inquired", disputeId, evidenceBy }];
  }
  if (status === "prevented") return [];
  return [
    { kind: "charged_back", disputeId, chargeId, amountCents: dispute.amount, evidenceBy },
    ...dispute.balance_transactions.map((transaction) => ({
      kind: "chargeback_moved" as const,
      disputeId,
      balanceTransactionId: transaction.id,
      takenCents: -transaction.amount,
      feeCents: transaction.fee,
    })),
    ...VERDICTS.filter((verdict) => verdict === status).map((verdict) => ({
      kind: "chargeback_decided" as const,
      disputeId,
      verdict,
    })),
  ];
}

/** @throws Error when it cannot be recorded yet, or contradicts what is known: its event is tried again later */
async function record(deps: PaymentReadDeps, orderId: string, fact: Fact): Promise<void> {
  const result = await movePayment(deps, orderId, fact);
  if (result.kind === "early" || result.kind === "contradiction") throw new Error(result.reason);
}

/** The order that a charge paid, once its payment is recorded; `null`: none of this platform. */
export async function orderOfCharge(
  deps: PaymentReadDeps,
  chargeId: string,
  intent: string | { id: string } | null,
): Promise<string | null> {
  const known = await deps.payments.findByCharge(chargeId);
  if (known !== null) return known.id;
  // What became of the charge came before its payment, whose event may be lost.
  if (intent !== null) await readIntent(deps, idOf(intent));
  return (await deps.payments.findByCharge(chargeId))?.id ?? null;
}

/**
 * R30: reads a dispute, an inquiry or a chargeback, and records what is new of it. One of no order of this platform is
 * ignored.
 */
export async function readDispute(deps: PaymentReadDeps, disputeId: string): Promise<void> {
  const { stripe, log } = deps;
  const dispute = await stripe.disputes.retrieve(disputeId);
  const chargeId = idOf(dispute.charge);
  const facts = factsOf(dispute, chargeId);
  if (facts.length === 0) return;
  const orderId = await orderOfCharge(deps, chargeId, dispute.payment_intent);
  if (orderId === null) {
    log.warn({ disputeId, chargeId }, "a chargeback of a payment that is none of an order");
    return;
  }
  for (const fact of facts) await record(deps, orderId, fact);
  log.info({ orderId, disputeId, status: dispute.status }, "what a bank says of a payment was recorded");
}

/**
 * Reads a refund: one that failed after it was accepted is owed again. One that was made is recorded, whatever became of
 * its movement, whose answer may be lost.
 */
export async function readRefund(deps: PaymentReadDeps, refundId: string): Promise<void> {
  const { stripe, movements, executor, log } = deps;
  const refund = await stripe.refunds.retrieve(refundId);
  const movement = await movements.find(refund.metadata?.movement ?? "");
  if (movement?.order.kind !== "refund") return readOutsideRefund(deps, refund);
  if (refund.status === "pending" || refund.status === "requires_action") return;
  if (!isUndone(refund)) return executor.applyMade(movement.id, refundId);
  if (isOver(movement, refund)) return;
  // It failed while the bank had not answered: its movement sees that now, and has another made.
  if (!isEnded(movement)) await tryAgain(deps, movement.id);
  const { orderId, chargeId } = movement.order;
  log.warn({ orderId, refundId, reason: refund.failure_reason }, "a refund failed after it was accepted");
  await record(deps, orderId, {
    kind: "refund_failed",
    movementId: movement.id,
    chargeId,
    refundId,
    amountCents: refund.amount,
  });
}

const isUndone = ({ status }: Stripe.Refund) => status === "failed" || status === "canceled";

/** Whether a refund failed before it was recorded as made, and its movement has another: nothing is undone then. */
function isOver({ state, stripeId, attempt }: Movement, refund: Stripe.Refund): boolean {
  if (state === "succeeded") return stripeId !== refund.id;
  return Number(refund.metadata?.attempt ?? attempt) < attempt;
}

function tryAgain({ bus, clock, movements, executor }: PaymentReadDeps, movementId: string): Promise<void> {
  return bus.transaction(async (tx) => {
    await applyToMovement(movements, movementId, { kind: "retried" }, clock.now(), tx.session);
    executor.wakeAfter(tx);
  });
}

/** R31: a refund that this platform did not ask for. One of no order of this platform is ignored. */
async function readOutsideRefund(deps: PaymentReadDeps, refund: Stripe.Refund): Promise<void> {
  const { id: refundId, amount: amountCents } = refund;
  const chargeId = refund.charge === null ? null : idOf(refund.charge);
  if (chargeId === null) return;
  const orderId = await orderOfCharge(deps, chargeId, refund.payment_intent);
  if (orderId === null) {
    deps.log.warn({ refundId, chargeId }, "a refund of a payment that is none of an order");
    return;
  }
  if (isUndone(refund)) return record(deps, orderId, { kind: "outside_refund_failed", refundId });
  const prevented = await isPrevention(deps, refund);
  deps.log.warn({ orderId, refundId, amountCents, prevented }, "a payment was refunded from outside");
  await record(deps, orderId, { kind: "refunded_outside", refundId, chargeId, amountCents, prevented });
}

/** Whether Stripe made a refund so that a bank takes nothing. */
async function isPrevention({ stripe }: PaymentReadDeps, { charge }: Stripe.Refund): Promise<boolean> {
  if (charge === null) return false;
  for await (const { status } of stripe.disputes.list({ charge: idOf(charge), limit: 100 })) {
    if (status === "prevented") return true;
  }
  return false;
}

/** Reads the refunds of a charge, as others may have made some. */
export async function readRefundsOf(deps: PaymentReadDeps, chargeId: string): Promise<void> {
  for await (const { id } of deps.stripe.refunds.list({ charge: chargeId, limit: 100 })) {
    await readRefund(deps, id);
  }
}

/** Reads the reversals of a transfer: what this service did not ask for is booked, for a person to decide (R31). */
export async function readTransfer(deps: PaymentReadDeps, transferId: string): Promise<void> {
  const { stripe, movements, log } = deps;
  const transfer = await stripe.transfers.retrieve(transferId);
  const movement = await movements.find(transfer.metadata.movement ?? "");
  if (movement?.order.kind !== "transfer") return;
  if (movement.state !== "succeeded") throw new Error(`${transferId} was reversed before it was recorded`);
  const { orderId, sellerId } = movement.order;
  for await (const reversal of stripe.transfers.listReversals(transferId, { limit: 100 })) {
    if (reversal.metadata?.movement !== undefined) continue;
    log.warn({ transferId, reversalId: reversal.id }, "a transfer was reversed from outside");
    await recordReturned(deps, orderId, sellerId, reversal);
  }
}

/** @throws Error when it cannot be recorded yet, or contradicts what is known: its event is tried again later */
function recordReturned(
  deps: PaymentReadDeps,
  orderId: string,
  sellerId: string,
  { id: reversalId, amount: amountCents }: Stripe.TransferReversal,
): Promise<void> {
  return deps.bus.transaction(async (tx) => {
    const payment = await deps.payments.find(orderId, tx.session);
    if (payment?.returnedIds.includes(reversalId)) return;
    const connectedCents = await deps.freeConnected(sellerId, amountCents, tx);
    const fact = { kind: "transfer_returned", reversalId, amountCents, connectedCents } as const;
    const result = await applyToPayment(deps, orderId, fact, tx);
    if (result.kind === "early" || result.kind === "contradiction") throw new Error(result.reason);
  });
}
