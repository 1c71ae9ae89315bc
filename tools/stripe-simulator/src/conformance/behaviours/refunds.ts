import assert from "node:assert/strict";
import type Stripe from "stripe";
import type { Behaviour, Subject } from "../behaviour.ts";
import { booked, fundsOf, hasEvent, pay, refusalOf, transfer } from "../steps.ts";

function becomes(subject: Subject, refund: Stripe.Refund, status: string): Promise<Stripe.Refund> {
  return subject.eventually(`the refund to be ${status}`, async () => {
    const read = await subject.stripe.refunds.retrieve(refund.id);
    return read.status === status ? read : undefined;
  });
}

/** A charge whose money can be used: it covers refunds of 10,000 cents, fees included. */
async function payAtOnce(subject: Subject): Promise<Stripe.Charge> {
  const charge = await pay(subject, "pm_card_bypassPending");
  await booked(subject, charge);
  await booked(subject, await pay(subject, "pm_card_bypassPending"));
  return charge;
}

export const refundBehaviours: readonly Behaviour[] = [
  {
    id: "refunds.by_others",
    title: "A refund by others leaves transfers possible; the next refund is `charge_already_refunded`",
    source:
      "docs.stripe.com/connect/separate-charges-and-transfers#issue-refunds; docs.stripe.com/error-codes",
    where: "anywhere",
    async check(subject) {
      const charge = await payAtOnce(subject);
      const refund = await subject.stripe.refunds.create({ charge: charge.id });
      assert.deepEqual(refund.metadata, {});
      const made = await transfer(subject, charge, await subject.seller());
      assert.equal(made.amount, 8000);
      const refused = await refusalOf(subject.stripe.refunds.create({ charge: charge.id }));
      assert.equal(refused.code, "charge_already_refunded");
      await subject.eventually("charge.refunded", () => hasEvent(subject, "charge.refunded", charge.id));
      await subject.eventually("refund.created", () => hasEvent(subject, "refund.created", refund.id));
    },
  },
  {
    id: "refunds.pending",
    title: "A refund to the card 4000 0000 0000 7726 is pending, then succeeds",
    source: "docs.stripe.com/testing#refunds",
    where: "anywhere",
    async check(subject) {
      const charge = await pay(subject, "pm_card_pendingRefund");
      await payAtOnce(subject);
      const refund = await subject.stripe.refunds.create({ charge: charge.id });
      assert.equal(refund.status, "pending");
      await becomes(subject, refund, "succeeded");
    },
  },
  {
    id: "refunds.fail_later",
    title: "A refund to the card 4000 0000 0000 5126 succeeds, then fails, and its money is back",
    source: "docs.stripe.com/testing#refunds; Refunds.d.ts: `failure_balance_transaction`",
    where: "anywhere",
    async check(subject) {
      const charge = await pay(subject, "pm_card_refundFail");
      await payAtOnce(subject);
      const refund = await subject.stripe.refunds.create({ charge: charge.id, amount: 5000 });
      assert.equal(refund.status, "succeeded");
      const failed = await becomes(subject, refund, "failed");
      assert.equal(failed.failure_reason, "expired_or_canceled_card");
      assert.equal(typeof failed.failure_balance_transaction, "string");
      assert.equal((await subject.stripe.charges.retrieve(charge.id)).amount_refunded, 0);
    },
  },
  {
    id: "refunds.insufficient_funds",
    title: "A refund that available funds do not cover is pending, takes nothing, and is made when they do",
    source: "Refunds.d.ts: `pending_reason`; docs.stripe.com/refunds",
    where: "simulator",
    setting: "areRefundsFunded",
    async check(subject) {
      const charge = await pay(subject);
      await booked(subject, charge);
      const refund = await subject.stripe.refunds.create({ charge: charge.id });
      assert.deepEqual(
        [refund.status, refund.pending_reason, refund.balance_transaction],
        ["pending", "charge_pending", null],
      );
      assert.equal((await subject.stripe.charges.retrieve(charge.id)).refunded, true);
      await subject.control("balance/adjust", { type: "topup", amountCents: 10_000 });
      const made = await becomes(subject, refund, "succeeded");
      assert.equal(typeof made.balance_transaction, "string");
    },
  },
  {
    id: "refunds.requires_action",
    title: "A refund can wait for the buyer, and be canceled until then",
    source: "Refunds.d.ts: `status`, `next_action`, `cancel`",
    where: "simulator",
    async check(subject) {
      const charge = await payAtOnce(subject);
      const { available } = await fundsOf(subject);
      await subject.control("faults", { kind: "refund_waits", status: "requires_action" });
      const refund = await subject.stripe.refunds.create({ charge: charge.id });
      assert.equal(refund.status, "requires_action");
      assert.equal(refund.next_action?.type, "display_details");
      assert.equal((await subject.stripe.refunds.cancel(refund.id)).status, "canceled");
      assert.equal((await fundsOf(subject)).available, available);
      assert.equal((await refusalOf(subject.stripe.refunds.cancel(refund.id))).statusCode, 400);
    },
  },
  {
    id: "refunds.by_prevention",
    title: "A prevented dispute is settled by a refund without a request",
    source: "Disputes.d.ts: `prevented`; docs.stripe.com/disputes/prevention",
    where: "simulator",
    async check(subject) {
      const charge = await payAtOnce(subject);
      const dispute = await subject.control<Stripe.Dispute>(`charges/${charge.id}/prevent-dispute`);
      assert.equal(dispute.status, "prevented");
      assert.deepEqual(dispute.balance_transactions, []);
      const [refund] = (await subject.stripe.refunds.list({ charge: charge.id })).data;
      assert.deepEqual([refund?.amount, refund?.metadata], [10_000, {}]);
    },
  },
];
