import type { Logger } from "@vc/http";
import type Stripe from "stripe";
import type { MovementStore } from "../movements/store.ts";
import type { Fact } from "./facts.ts";
import type { PaymentLearner } from "./learn-payment.ts";
import type { PaymentMover } from "./move-payment.ts";
import type { PaymentStore } from "./store.ts";

const verdicts = ["won", "lost"] as const;

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
    ...verdicts
      .filter((verdict) => verdict === status)
      .map((verdict) => ({ kind: "chargeback_decided" as const, disputeId, verdict })),
  ];
}

const idOf = (object: string | { id: string }): string => (typeof object === "string" ? object : object.id);

/**
 * Learns of money that comes back or is taken back, by reading it at Stripe: chargebacks, refunds that fail after they
 * were accepted, transfers that were reversed outside. Objects of no order of this platform are ignored.
 */
export function createReturnLearner(deps: {
  stripe: Stripe;
  payments: PaymentStore;
  movements: MovementStore;
  mover: PaymentMover;
  learner: PaymentLearner;
  log: Logger;
}) {
  const { stripe, payments, movements, mover, learner, log } = deps;

  /** @throws Error when it cannot be taken in yet, or contradicts what is known: its event is tried again later */
  async function take(orderId: string, fact: Fact): Promise<void> {
    const result = await mover.apply(orderId, fact);
    if (result.kind === "early" || result.kind === "contradiction") throw new Error(result.reason);
  }

  async function orderOf(dispute: Stripe.Dispute, chargeId: string): Promise<string | null> {
    const known = await payments.findByCharge(chargeId);
    if (known !== null) return known.id;
    // The chargeback came before its payment, whose event may be lost.
    if (dispute.payment_intent !== null) await learner.learnIntent(idOf(dispute.payment_intent));
    return (await payments.findByCharge(chargeId))?.id ?? null;
  }

  return {
    /** R30: reads a dispute, an inquiry or a chargeback, and records what is new of it. */
    async learnDispute(disputeId: string): Promise<void> {
      const dispute = await stripe.disputes.retrieve(disputeId);
      const chargeId = idOf(dispute.charge);
      const facts = factsOf(dispute, chargeId);
      if (facts.length === 0) return;
      const orderId = await orderOf(dispute, chargeId);
      if (orderId === null) {
        log.warn({ disputeId, chargeId }, "a chargeback of a payment that is none of an order");
        return;
      }
      for (const fact of facts) await take(orderId, fact);
      log.info({ orderId, disputeId, status: dispute.status }, "what a bank says of a payment was taken in");
    },

    /** Reads a refund: one that failed is owed again. */
    async learnRefund(refundId: string): Promise<void> {
      const refund = await stripe.refunds.retrieve(refundId);
      if (refund.status !== "failed" && refund.status !== "canceled") return;
      const movement = await movements.find(refund.metadata?.movement ?? "");
      if (movement?.order.kind !== "refund") return;
      const { orderId, chargeId } = movement.order;
      log.warn({ orderId, refundId, reason: refund.failure_reason }, "a refund failed after it was accepted");
      await take(orderId, {
        kind: "refund_failed",
        movementId: movement.id,
        chargeId,
        refundId,
        amountCents: refund.amount,
      });
    },

    /** Reads the reversals of a transfer: what this service did not ask for is owed to the seller again. */
    async learnTransfer(transferId: string): Promise<void> {
      const transfer = await stripe.transfers.retrieve(transferId);
      const movement = await movements.find(transfer.metadata.movement ?? "");
      if (movement?.order.kind !== "transfer") return;
      for await (const reversal of stripe.transfers.listReversals(transferId, { limit: 100 })) {
        if (reversal.metadata?.movement !== undefined) continue;
        log.warn({ transferId, reversalId: reversal.id }, "a transfer was reversed from outside");
        await take(movement.order.orderId, {
          kind: "transfer_returned",
          reversalId: reversal.id,
          amountCents: reversal.amount,
        });
      }
    },
  };
}

export type ReturnLearner = ReturnType<typeof createReturnLearner>;
