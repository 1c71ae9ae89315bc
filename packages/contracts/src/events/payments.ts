import { z } from "zod";
import { defineEvent } from "../define-event.ts";
import { Cents, id, Timestamp } from "../primitives.ts";
import { PayoutAccountState } from "../vocabulary.ts";

export const PaymentSucceeded = defineEvent(
  "payments.payment.succeeded.v1",
  "The buyer's money for an order has arrived and is blocked (R8).",
  z.object({ orderId: id("order"), amount: Cents, paidAt: Timestamp }),
);

export const RefundSucceeded = defineEvent(
  "payments.payment.refunded.v1",
  "A refund of an order is on its way to the buyer.",
  z.object({ orderId: id("order"), buyerId: id("account"), amount: Cents, refundedAt: Timestamp }),
);

export const RefundFailed = defineEvent(
  "payments.payment.refund_failed.v1",
  "The buyer's bank refused a refund; it is still owed and will be retried.",
  z.object({ orderId: id("order"), buyerId: id("account"), amount: Cents, failedAt: Timestamp }),
);

const chargebackFacts = z.object({
  orderId: id("order"),
  buyerId: id("account"),
  sellerId: id("account"),
  amount: Cents,
  blockedAmount: Cents.optional().describe(
    "how much of it was blocked for the order; 0: of a second payment, or of money that an end had divided",
  ),
});

export const PaymentChargedBack = defineEvent(
  "payments.payment.charged_back.v1",
  "The buyer's bank charged back an order's payment; its money is frozen until the bank decides (R30).",
  chargebackFacts.extend({ openedAt: Timestamp }),
);

export const ChargebackDecided = defineEvent(
  "payments.payment.chargeback_decided.v1",
  "The bank decided a chargeback; lost: the buyer keeps the money (R30).",
  chargebackFacts.extend({ verdict: z.enum(["won", "lost"]), decidedAt: Timestamp }),
);

export const EarningsReleased = defineEvent(
  "payments.payment.released.v1",
  "The seller's part of an order, less commission and its VAT, can be withdrawn (R17).",
  z.object({
    orderId: id("order"),
    sellerId: id("account"),
    grossAmount: Cents,
    commissionAmount: Cents,
    vatAmount: Cents,
    netAmount: Cents,
    releasedAt: Timestamp,
  }),
);

export const PayoutAccountChanged = defineEvent(
  "payments.payout_account.changed.v1",
  "Whether a seller's payout account can receive money changed (R5).",
  z.object({ accountId: id("account"), state: PayoutAccountState, changedAt: Timestamp.optional() }),
);

export const BalanceAgeing = defineEvent(
  "payments.balance.ageing.v1",
  "What a seller has not withdrawn lies at Stripe for 60 days, and is paid out at paidOutAt (R29).",
  z.object({ accountId: id("account"), amount: Cents, paidOutAt: Timestamp }),
);

const withdrawalFacts = z.object({
  withdrawalId: id("withdrawal"),
  accountId: id("account"),
  amount: Cents,
});

export const WithdrawalPaid = defineEvent(
  "payments.withdrawal.paid.v1",
  "A withdrawal reached the seller's bank (R29).",
  withdrawalFacts,
);

export const WithdrawalFailed = defineEvent(
  "payments.withdrawal.failed.v1",
  "A withdrawal could not be paid and is back in the balance (R29).",
  withdrawalFacts,
);
