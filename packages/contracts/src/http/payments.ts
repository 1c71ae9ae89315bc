import { z } from "zod";
import { id, Money, Timestamp, text } from "../primitives.ts";
import { PayoutAccountState } from "../vocabulary.ts";
import { PageQuery } from "./paging.ts";

export const CreateCheckoutSessionRequest = z.strictObject({
  orderId: id("order"),
  successUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
  cancelUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
});
export type CreateCheckoutSessionRequest = z.infer<typeof CreateCheckoutSessionRequest>;

export const CheckoutSession = z
  .object({ id: z.string(), url: z.string(), expiresAt: Timestamp })
  .meta({ id: "CheckoutSession" });
export type CheckoutSession = z.infer<typeof CheckoutSession>;

/** R28: what the platform keeps of a seller's part. */
export const PaymentTerms = z
  .object({
    commissionShare: z.number().min(0).max(1).describe("of the seller's part, VAT included"),
    vatRate: z.number().min(0).describe("of the VAT that the commission contains"),
  })
  .meta({ id: "PaymentTerms" });
export type PaymentTerms = z.infer<typeof PaymentTerms>;

export const PAYMENT_STATES = [
  "awaiting_payment",
  "blocked",
  "frozen",
  "settling",
  "settled",
  "expired",
] as const;

/** The money of one order, as its buyer and seller see it. */
export const OrderPayment = z
  .object({
    state: z.enum(PAYMENT_STATES),
    paid: Money,
    refunded: Money,
    refundedOutside: Money.describe(
      "refunded at Stripe by others than the platform, for a person to look at (R31)",
    ),
    chargedBack: Money.describe("taken back by the buyer's bank, for good or until it decides (R30)"),
    released: Money.describe("the seller's part before commission"),
    commission: Money,
    vat: Money,
    movements: z.array(
      z.object({
        kind: z.enum(["payment", "refund", "transfer", "reversal", "chargeback"]),
        state: z.enum(["pending", "succeeded", "failed"]),
        amount: Money,
        at: Timestamp,
      }),
    ),
  })
  .meta({ id: "OrderPayment" });
export type OrderPayment = z.infer<typeof OrderPayment>;

export const PayoutAccount = z
  .object({ state: PayoutAccountState, requirements: z.array(z.string()) })
  .meta({ id: "PayoutAccount" });
export type PayoutAccount = z.infer<typeof PayoutAccount>;

export const OnboardingLink = z.object({ url: z.string() });

/**
 * What a seller has: `blocked` in orders that go on and `blockedNet` what of it will be theirs, `available` earned, `payable` the part of it that Stripe pays out
 * this moment, `nextAvailable` how much more of it on which day, `pendingPayouts` on the way to the bank, `receivable`
 * owed to the platform. `minimumWithdrawal` is the least that can be withdrawn at once.
 */
export const Balance = z
  .object({
    blocked: Money,
    blockedNet: Money.describe(
      "what the seller gets of `blocked` where all of it is released, less commission",
    ),
    available: Money,
    payable: Money,
    nextAvailable: z
      .array(z.object({ amount: Money, at: Timestamp }))
      .describe("what of `available` is not payable yet and settles at Stripe, soonest first"),
    pendingPayouts: Money,
    receivable: Money,
    minimumWithdrawal: Money,
  })
  .meta({ id: "Balance" });
export type Balance = z.infer<typeof Balance>;

/** Cents that go both ways, so that they are no Money. */
const SignedMoney = z.object({ amount: z.int(), currency: z.literal("EUR") });

/** R31: one day of the ledger beside what Stripe booked on it. */
export const Reconciliation = z
  .object({
    day: z.iso.date().describe("in UTC"),
    state: z.enum(["due", "clean", "settling", "differs"]).describe("settling: may still agree by itself"),
    checkedAt: Timestamp.nullable(),
    transactions: z.int().describe("of Stripe on that day"),
    entries: z.int().describe("of the ledger on that day"),
    differences: z.array(
      z.object({
        kind: z.enum(["ours_without_theirs", "theirs_without_ours", "amounts_differ"]),
        stripeId: z.string(),
        accountId: id("account").nullable().describe("whose balance; null: the platform's"),
        type: z.string().nullable().describe("what Stripe calls it"),
        ours: SignedMoney,
        theirs: SignedMoney,
        entryIds: z.array(z.string()),
      }),
    ),
    others: z
      .array(z.object({ type: z.string(), count: z.int(), net: SignedMoney }))
      .describe("what an operator moved between the platform's balance and its bank"),
  })
  .meta({ id: "Reconciliation" });
export type Reconciliation = z.infer<typeof Reconciliation>;

/** Movements of money that the platform did not start, and what else of its money a person has to decide. */
export const EXCEPTION_KINDS = [
  "refund_outside",
  "dispute_prevented",
  "paid_twice",
  "payout_outside",
  "transfer_reversed",
  "verdict_changed",
  "balance_negative",
  "transaction_unknown",
  "account_gone",
  "request_refused",
  "refund_failing",
  "fraud_warning",
] as const;
export const EXCEPTION_STATES = ["open", "taken", "resolved"] as const;
export const EXCEPTION_DECISIONS = ["accept", "pay_seller", "charge_seller", "paid_otherwise"] as const;
const ExceptionDecision = z
  .enum(EXCEPTION_DECISIONS)
  .describe(
    "accept: as it is booked; pay_seller: the seller gets the amount; charge_seller: the seller bears the loss; " +
      "paid_otherwise: the buyer was paid by another way, and what is owed is not tried any more",
  );

/** R31: what happened to money outside the platform, for an admin to decide. */
export const MoneyException = z
  .object({
    id: id("exception"),
    kind: z.enum(EXCEPTION_KINDS),
    state: z.enum(EXCEPTION_STATES),
    stripeId: z.string().describe("Stripe's object that it is about"),
    orderId: id("order").nullable(),
    sellerId: id("account").nullable(),
    amount: Money,
    loss: Money.describe("what of it the platform bears for now"),
    known: z.string().describe("what is known, in English"),
    decisions: z.array(ExceptionDecision).describe("what can be decided"),
    takenBy: z.object({ id: id("account"), at: Timestamp }).nullable(),
    resolution: z
      .object({ decision: ExceptionDecision, reason: z.string(), by: id("account"), at: Timestamp })
      .nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: "MoneyException" });
export type MoneyException = z.infer<typeof MoneyException>;

export const ListExceptionsQuery = PageQuery.extend({ state: z.enum(EXCEPTION_STATES).default("open") });

export const ResolveExceptionRequest = z.strictObject({
  decision: ExceptionDecision,
  reason: text(1, 2_000).describe("why; kept with the exception"),
});
export type ResolveExceptionRequest = z.infer<typeof ResolveExceptionRequest>;

const SellerFigures = z.object({
  orders: z.int().describe("that ended with something for the seller"),
  consideration: SignedMoney.describe(
    "credited to the seller, less commission and VAT and what chargebacks took back",
  ),
  commission: SignedMoney,
  vat: SignedMoney.describe("on the commission"),
});

/** DAC7: what a seller earned in a calendar year in France. Who they are, and their tax numbers, Stripe knows. */
export const SellerYear = z
  .object({
    accountId: id("account"),
    stripeAccountId: z.string(),
    displayName: z.string().nullable().describe("null: the account is closed"),
    year: z.int(),
    total: SellerFigures,
    quarters: z.array(SellerFigures.extend({ quarter: z.int().min(1).max(4) })).length(4),
  })
  .meta({ id: "SellerYear" });
export type SellerYear = z.infer<typeof SellerYear>;

/** An invoice to a seller for commission, or a credit note that gives some of it back (R28). */
export const Invoice = z
  .object({
    number: z
      .string()
      .describe("without gaps in its series; the PDF is at /v1/payments/invoices/{number}.pdf"),
    kind: z.enum(["commission", "credit_note"]),
    orderId: id("order"),
    issuedAt: Timestamp,
    commission: Money,
    vat: Money,
    total: Money,
    corrects: z.string().nullable().describe("the invoice that a credit note gives back"),
  })
  .meta({ id: "Invoice" });
export type Invoice = z.infer<typeof Invoice>;

/** The facts that the ledger records (R27). */
export const LEDGER_ENTRY_KINDS = [
  "payment_received",
  "surplus_received",
  "stripe_fee",
  "refund_owed",
  "refund_paid",
  "refund_returned",
  "earnings_released",
  "earnings_transferred",
  "transfer_returned",
  "chargeback_opened",
  "chargeback_reassigned",
  "refund_doubled",
  "refunded_outside",
  "outside_refund_returned",
  "outside_reassigned",
  "outside_loss_charged",
  "returned_transfer_kept",
  "paid_out_outside",
  "outside_payout_returned",
  "booked_by_stripe",
  "chargeback_reduced",
  "reversal_reduced",
  "chargeback_withdrawn",
  "chargeback_reinstated",
  "chargeback_fee",
  "chargeback_won",
  "chargeback_lost",
  "receivable_collected",
  "receivable_given_back",
  "reversal_requested",
  "reversal_made",
  "withdrawal_requested",
  "withdrawal_paid",
  "withdrawal_failed",
  "withdrawal_returned",
] as const;
export const LedgerEntryKind = z.enum(LEDGER_ENTRY_KINDS);
export type LedgerEntryKind = z.infer<typeof LedgerEntryKind>;

export const LedgerLine = z
  .object({
    entryId: z.string(),
    kind: LedgerEntryKind,
    account: z.literal("SELLER").describe("the balance of the caller"),
    amount: SignedMoney.describe("positive: in the owner's favour"),
    orderId: id("order").nullable(),
    at: Timestamp,
  })
  .meta({ id: "LedgerLine" });
export type LedgerLine = z.infer<typeof LedgerLine>;

export const WITHDRAWAL_STATES = ["pending", "paid", "failed"] as const;

export const Withdrawal = z
  .object({ id: id("withdrawal"), state: z.enum(WITHDRAWAL_STATES), amount: Money, createdAt: Timestamp })
  .meta({ id: "Withdrawal" });
export type Withdrawal = z.infer<typeof Withdrawal>;

export const CreateWithdrawalRequest = z.strictObject({
  amount: z.strictObject({ amount: z.int().min(1).max(100_000_000), currency: z.literal("EUR") }),
});
export type CreateWithdrawalRequest = z.infer<typeof CreateWithdrawalRequest>;
