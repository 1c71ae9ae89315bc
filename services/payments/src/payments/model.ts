import { LOCALES, PAYMENT_STATES } from "@vc/contracts";
import {
  absentMeans,
  code,
  type DocumentOf,
  defineModel,
  id,
  list,
  moment,
  nullable,
  object,
  oneOf,
  text,
  whole,
} from "@vc/service";
import { CHARGEBACK_STATES, OUTSIDE_REFUND_STATES } from "./payment.ts";

const cents = () => whole({ min: 0 });

const charge = () => object({ id: id("Stripe charge"), amountCents: cents(), feeCents: nullable(whole()) });

const release = () =>
  object({ grossCents: cents(), netCents: cents(), commissionCents: cents(), vatCents: cents() });

export const paymentModel = defineModel({
  collection: "payments",
  holds: "The money of an order, from placing to its end. Amounts are cents.",
  fields: {
    _id: id("order"),
    buyerId: id("account"),
    sellerId: id("account"),
    title: text({ max: 1_000, personal: "emptied" }),
    amountCents: cents(),
    payBy: nullable(moment()),
    state: oneOf(PAYMENT_STATES),
    checkout: nullable(
      object({
        attempt: whole({ min: 1 }),
        successUrl: code({ max: 4_000 }),
        cancelUrl: code({ max: 4_000 }),
        // Sessions from before the page had the buyer's language have no such field.
        locale: absentMeans(null, nullable(oneOf(LOCALES))),
        expiresAt: moment(),
        opened: nullable(object({ id: id("Stripe session"), url: code({ max: 8_000 }) })),
      }),
    ),
    charge: nullable(charge()),
    surplusCharges: list(charge()),
    paidAt: nullable(moment()),
    paidCents: cents(),
    refundedCents: cents(),
    releasedCents: cents(),
    commissionCents: cents(),
    vatCents: cents(),
    settlement: nullable(object({ refundCents: cents(), releaseCents: cents() })),
    dueRefunds: list(
      object({ movementId: id("movement"), chargeId: id("Stripe charge"), amountCents: cents() }),
    ),
    chargebacks: list(
      object({
        id: id("Stripe dispute"),
        chargeId: id("Stripe charge"),
        amountCents: cents(),
        shares: object({
          escrowCents: cents(),
          refundCents: cents(),
          release: release(),
          lossCents: cents(),
        }),
        state: oneOf(CHARGEBACK_STATES),
        /** Below 0 while what came back is known and what was taken is not. */
        takenCents: whole(),
        balanceTransactionIds: list(id("Stripe balance transaction")),
        openedAt: moment(),
        decidedAt: nullable(moment()),
        // Chargebacks from before verdicts were a history have no such field.
        verdicts: absentMeans([], list(object({ verdict: oneOf(["won", "lost"]), at: moment() }))),
      }),
    ),
    // Payments from before refunds by others were booked have no such field.
    outsideRefunds: absentMeans(
      [],
      list(
        object({
          id: id("Stripe refund or balance transaction"),
          // Refunds from before a bank's second thoughts were booked like them have no such field.
          disputeId: absentMeans(null, nullable(id("Stripe dispute"))),
          chargeId: id("Stripe charge"),
          amountCents: cents(),
          shares: object({ escrowCents: cents(), refundCents: cents(), lossCents: cents() }),
          state: oneOf(OUTSIDE_REFUND_STATES),
          bearer: nullable(oneOf(["platform", "seller"])),
          charged: nullable(release()),
        }),
      ),
    ),
    // Payments from before inquiries were kept have no such field.
    inquiryIds: absentMeans([], list(id("Stripe dispute"))),
    returnedIds: list(id("Stripe refund or reversal")),
    // Payments from before an admin could decide about them have no such field.
    decidedReturnIds: absentMeans([], list(id("Stripe reversal"))),
    openMovementIds: list(id("movement")),
    // Payments from before cancelled refunds were kept have no such field.
    cancelledRefundIds: absentMeans([], list(id("movement"))),
    /** Counts the payment's events; 0 before the first. */
    sequence: whole({ min: 0 }),
    /** Counts changes: a write names the one that it was made from. */
    revision: whole({ min: 1 }),
  },
  indexes: [
    { key: { sellerId: 1, state: 1 }, for: "a seller's blocked money; whether money is owed; erasure" },
    { key: { buyerId: 1, state: 1 }, for: "a buyer's payments: export; whether money is owed" },
    { key: { "charge.id": 1 }, for: "the payment of a charge that Stripe names" },
    { key: { "surplusCharges.id": 1 }, for: "the payment of a surplus charge" },
  ],
  shardKey: "_id",
  erasure: "The title, which its seller wrote, is emptied; amounts stay under the accounts' ids.",
});
export type PaymentDocument = DocumentOf<typeof paymentModel>;
