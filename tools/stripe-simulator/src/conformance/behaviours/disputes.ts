import assert from "node:assert/strict";
import type Stripe from "stripe";
import { takenCents } from "../../disputes/charge-disputes.ts";
import type { Behaviour, Subject } from "../behaviour.ts";
import { disputeOf, fundsOf, hasEvent, pay } from "../steps.ts";

async function lostDispute(subject: Subject): Promise<Stripe.Dispute> {
  const charge = await pay(subject);
  const { id } = await subject.control<Stripe.Dispute>(`charges/${charge.id}/dispute`);
  return subject.control<Stripe.Dispute>(`disputes/${id}/decide`, { verdict: "lost" });
}

export const disputeBehaviours: readonly Behaviour[] = [
  {
    id: "disputes.won",
    title: "A dispute takes the amount and a fee; `winning_evidence` brings the amount back",
    source: "docs.stripe.com/testing#disputes; docs.stripe.com/disputes",
    where: "anywhere",
    async check(subject) {
      const charge = await pay(subject, "pm_card_createDispute");
      const opened = await disputeOf(subject, charge);
      assert.deepEqual([opened.status, takenCents(opened)], ["needs_response", 10_000]);
      assert.ok((opened.balance_transactions[0]?.fee ?? 0) > 0, "a fee");
      const evidence = { uncategorized_text: "winning_evidence" };
      await subject.stripe.disputes.update(opened.id, { evidence, submit: true });
      const won = await subject.eventually("the verdict", async () => {
        const read = await subject.stripe.disputes.retrieve(opened.id);
        return read.status === "won" ? read : undefined;
      });
      assert.equal(takenCents(won), 0);
    },
  },
  {
    id: "disputes.staged",
    title: "Evidence with `submit: false` is kept and can be changed; `submit: true` alone hands it in",
    source: "Disputes.d.ts: `submit`",
    where: "anywhere",
    async check(subject) {
      const { disputes } = subject.stripe;
      const { id } = await disputeOf(subject, await pay(subject, "pm_card_createDispute"));
      const evidence = { uncategorized_text: "The work was delivered." };
      const staged = await disputes.update(id, { evidence, metadata: { staged: "1" }, submit: false });
      assert.deepEqual([staged.status, staged.evidence_details.submission_count], ["needs_response", 0]);
      await disputes.update(id, { evidence: { product_description: "A logo" }, submit: false });
      const { status, evidence: submitted, metadata } = await disputes.update(id, { submit: true });
      assert.deepEqual([status, metadata.staged], ["under_review", "1"]);
      assert.deepEqual(
        [submitted.uncategorized_text, submitted.product_description],
        ["The work was delivered.", "A logo"],
      );
    },
  },
  {
    id: "disputes.several",
    title: "One payment can have several disputes",
    source: "docs.stripe.com/testing#disputes: 4000 0004 0400 0079; docs.stripe.com/disputes",
    where: "anywhere",
    setting: "areDisputesRepeatable",
    async check(subject) {
      const charge = await pay(subject, "pm_card_createMultipleDisputes");
      const disputes = await subject.eventually("the second dispute", async () => {
        const { data } = await subject.stripe.disputes.list({ charge: charge.id });
        return data.length > 1 ? data : undefined;
      });
      assert.ok(
        disputes.reduce((sum, { amount }) => sum + amount, 0) <= charge.amount,
        "no more than was paid",
      );
    },
  },
  {
    id: "disputes.inquiry",
    title: "An inquiry takes nothing, and the payment can be refunded",
    source: "docs.stripe.com/disputes/how-disputes-work#inquiries; Disputes.d.ts: `is_charge_refundable`",
    where: "anywhere",
    async check(subject) {
      const inquiry = await disputeOf(subject, await pay(subject, "pm_card_createDisputeInquiry"));
      assert.equal(inquiry.status, "warning_needs_response");
      assert.deepEqual([inquiry.balance_transactions, inquiry.is_charge_refundable], [[], true]);
    },
  },
  {
    id: "disputes.appeal",
    title: "A lost dispute can be appealed, and won after all",
    source: "Disputes.d.ts: `appeal_needs_response`, `appeal_under_review`",
    where: "simulator",
    async check(subject) {
      const { id } = await lostDispute(subject);
      const appealed = await subject.control<Stripe.Dispute>(`disputes/${id}/appeal`);
      assert.equal(appealed.status, "appeal_needs_response");
      const evidence = { uncategorized_text: "The work was delivered." };
      const submitted = await subject.stripe.disputes.update(id, { evidence, submit: true });
      assert.equal(submitted.status, "appeal_under_review");
      const won = await subject.control<Stripe.Dispute>(`disputes/${id}/decide`, { verdict: "won" });
      assert.deepEqual([won.status, takenCents(won)], ["won", 0]);
    },
  },
  {
    id: "disputes.overturned",
    title: "A bank can change its verdict either way, and the money follows",
    source: "docs.stripe.com/disputes/arbitration",
    where: "simulator",
    async check(subject) {
      const { id } = await lostDispute(subject);
      const won = await subject.control<Stripe.Dispute>(`disputes/${id}/overturn`);
      assert.deepEqual([won.status, takenCents(won)], ["won", 0]);
      const lost = await subject.control<Stripe.Dispute>(`disputes/${id}/overturn`);
      assert.deepEqual([lost.status, takenCents(lost)], ["lost", 10_000]);
    },
  },
  {
    id: "disputes.won_without_money",
    title: "A dispute can be won before its money is back; `funds_reinstated` tells when it is",
    source: "Events.d.ts: `charge.dispute.closed`, `charge.dispute.funds_reinstated`",
    where: "simulator",
    async check(subject) {
      const charge = await pay(subject);
      const { id } = await subject.control<Stripe.Dispute>(`charges/${charge.id}/dispute`);
      const verdict = { verdict: "won", isPaidBack: false };
      const won = await subject.control<Stripe.Dispute>(`disputes/${id}/decide`, verdict);
      assert.deepEqual([won.status, takenCents(won)], ["won", 10_000]);
      assert.equal(await hasEvent(subject, "charge.dispute.funds_reinstated", id), undefined);
      const paidBack = await subject.control<Stripe.Dispute>(`disputes/${id}/reinstate`);
      assert.equal(takenCents(paidBack), 0);
      assert.equal(await hasEvent(subject, "charge.dispute.funds_reinstated", id), true);
    },
  },
  {
    id: "disputes.less_taken",
    title: "A bank can take less than it disputes",
    source: "Disputes.d.ts: `amount`, `balance_transactions`",
    where: "simulator",
    async check(subject) {
      const charge = await pay(subject);
      const before = await fundsOf(subject);
      const dispute = await subject.control<Stripe.Dispute>(`charges/${charge.id}/dispute`, {
        takenCents: 9500,
      });
      assert.deepEqual([dispute.amount, takenCents(dispute)], [10_000, 9500]);
      assert.equal(before.available - (await fundsOf(subject)).available, 11_500);
    },
  },
  {
    id: "disputes.fail_pending_refunds",
    title: "A refund that is still pending fails when the bank takes the payment",
    source: "support.stripe.com: pending refunds; Refunds.d.ts: `failure_reason`",
    where: "simulator",
    async check(subject) {
      const charge = await pay(subject);
      const { id } = await subject.stripe.refunds.create({ charge: charge.id, amount: 4000 });
      const dispute = await subject.control<Stripe.Dispute>(`charges/${charge.id}/dispute`);
      const failed = await subject.stripe.refunds.retrieve(id);
      assert.deepEqual(
        [failed.status, failed.failure_reason],
        ["failed", "charge_for_pending_refund_disputed"],
      );
      assert.equal(dispute.amount, 10_000);
    },
  },
  {
    id: "disputes.early_fraud_warning",
    title: "A bank can warn of fraud before it disputes anything",
    source: "EarlyFraudWarnings.d.ts; docs.stripe.com/testing#fraud-prevention",
    where: "anywhere",
    async check(subject) {
      const charge = await pay(subject, "pm_card_createIssuerFraudRecord");
      const warning = await subject.eventually("the warning", async () => {
        const { data } = await subject.stripe.radar.earlyFraudWarnings.list({ charge: charge.id });
        return data[0];
      });
      assert.equal(warning.actionable, true);
      const type = "radar.early_fraud_warning.created";
      await subject.eventually("its event", () => hasEvent(subject, type, warning.id));
    },
  },
];
