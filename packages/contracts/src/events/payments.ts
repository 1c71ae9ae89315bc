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
  "Money of an order is on its way back to the buyer.",
  z.object({ orderId: id("order"), buyerId: id("account"), amount: Cents, refundedAt: Timestamp }),
);

export const EarningsReleased = defineEvent(
  "payments.payment.released.v1",
  "The seller's part of an order, less commission and its VAT, is theirs to withdraw (R17).",
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
  z.object({ accountId: id("account"), state: PayoutAccountState }),
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
