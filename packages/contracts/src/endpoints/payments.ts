import { z } from "zod";
import { IdempotencyHeaders } from "../http/idempotency.ts";
import { PageQuery, pageOf } from "../http/paging.ts";
import {
  Balance,
  CheckoutSession,
  CreateCheckoutSessionRequest,
  CreateWithdrawalRequest,
  Invoice,
  LedgerLine,
  OnboardingLink,
  OrderPayment,
  PaymentTerms,
  PayoutAccount,
  Reconciliation,
  SellerYear,
  Withdrawal,
} from "../http/payments.ts";
import { id } from "../primitives.ts";
import { Locale } from "../vocabulary.ts";
import { defineEndpoints } from "./define-endpoints.ts";
import { Pdf } from "./downloads.ts";

const OrderParams = z.object({ orderId: id("order") });
const Language = z.object({ locale: Locale.optional().describe("default: the caller's own language") });

export const paymentsEndpoints = defineEndpoints("payments", {
  getPaymentTerms: {
    method: "GET",
    path: "/v1/payments/terms",
    access: "public",
    tag: "payments",
    summary: "The platform's commission, and the VAT in it (R28)",
    answers: { 200: PaymentTerms },
  },
  openCheckout: {
    method: "POST",
    path: "/v1/payments/checkout-sessions",
    access: "signed_in",
    tag: "payments",
    summary: "Opens the hosted checkout of an order, or gives the one that is open",
    body: CreateCheckoutSessionRequest,
    answers: { 201: CheckoutSession },
    problems: ["not_found", "order_not_payable"],
  },
  getOrderPayment: {
    method: "GET",
    path: "/v1/payments/orders/:orderId",
    access: "signed_in",
    tag: "payments",
    summary: "The money of one order, for its buyer and its seller",
    params: OrderParams,
    answers: { 200: OrderPayment },
  },
  getReceipt: {
    method: "GET",
    path: "/v1/payments/receipts/:orderId",
    access: "signed_in",
    tag: "payments",
    summary: "The buyer's receipt for an order that was paid, as a PDF in French or English",
    params: OrderParams,
    query: Language,
    answers: { 200: Pdf },
  },
  listInvoices: {
    method: "GET",
    path: "/v1/payments/invoices",
    access: "signed_in",
    tag: "payments",
    summary: "The caller's invoices and credit notes for commission, newest first",
    query: PageQuery,
    answers: { 200: pageOf(Invoice) },
  },
  getInvoice: {
    method: "GET",
    path: "/v1/payments/invoices/:file",
    access: "signed_in",
    tag: "payments",
    summary: "An invoice or credit note of the caller, `{number}.pdf`, in French or English",
    params: z.object({ file: z.string().regex(/^(F|AV)\d{4}-\d{6,9}\.pdf$/, "is not {number}.pdf") }),
    query: Language,
    answers: { 200: Pdf },
  },
  getBalance: {
    method: "GET",
    path: "/v1/payments/balance",
    access: "signed_in",
    tag: "payments",
    summary: "What the caller has as a seller (R29)",
    answers: { 200: Balance },
  },
  listLedgerLines: {
    method: "GET",
    path: "/v1/payments/ledger",
    access: "signed_in",
    tag: "payments",
    summary: "The caller's own journal lines, newest first; they add up to what is available (R27)",
    query: PageQuery,
    answers: { 200: pageOf(LedgerLine) },
  },
  requestWithdrawal: {
    method: "POST",
    path: "/v1/payments/withdrawals",
    access: "signed_in",
    tag: "payments",
    summary: "Has an amount paid out to the caller's bank (R29)",
    description:
      "409 insufficient_funds: more than is payable, which what has not settled at Stripe is not. 409 payout_account_missing: the payout account is not there, not " +
      "completed, or restricted by Stripe until its requirements are met; until then nothing is payable. 409 " +
      "withdrawal_too_small: less than the payment provider sends to a bank, which `minimum` says.",
    headers: IdempotencyHeaders,
    body: CreateWithdrawalRequest,
    answers: { 201: Withdrawal },
    problems: ["payout_account_missing", "insufficient_funds", "withdrawal_too_small"],
  },
  listWithdrawals: {
    method: "GET",
    path: "/v1/payments/withdrawals",
    access: "signed_in",
    tag: "payments",
    summary: "The caller's withdrawals, newest first",
    query: PageQuery,
    answers: { 200: pageOf(Withdrawal) },
  },
  startOnboarding: {
    method: "POST",
    path: "/v1/payments/payout-account",
    access: "signed_in",
    tag: "payments",
    summary: "The address of Stripe's onboarding pages for the caller's payout account (R5)",
    body: z.strictObject({}).nullish(),
    answers: { 201: OnboardingLink },
  },
  getPayoutAccount: {
    method: "GET",
    path: "/v1/payments/payout-account",
    access: "signed_in",
    tag: "payments",
    summary: "Whether the caller's payout account can receive money, and what Stripe still wants (R5)",
    answers: { 200: PayoutAccount },
  },
  listReconciliations: {
    method: "GET",
    path: "/v1/payments/reconciliations",
    access: { roles: ["admin"] },
    tag: "payments",
    summary: "Each day beside what Stripe booked on it, newest first, with their differences (R31)",
    query: PageQuery,
    answers: { 200: pageOf(Reconciliation) },
  },
  listSellerYears: {
    method: "GET",
    path: "/v1/payments/seller-years/:year",
    access: { roles: ["admin"] },
    tag: "payments",
    summary:
      "What each seller earned in a year, by quarter, for the declaration to the tax authorities (DAC7)",
    params: z.object({ year: z.coerce.number().int().min(2020).max(2100) }),
    query: PageQuery,
    answers: { 200: pageOf(SellerYear) },
  },
  receiveStripeEvent: {
    method: "POST",
    path: "/v1/payments/webhooks/:endpoint",
    access: "signed_webhook",
    tag: "payments",
    summary: "For Stripe only: keeps a signed event",
    params: z.object({ endpoint: z.enum(["platform", "connected", "accounts"]) }),
    headers: z.looseObject({ "stripe-signature": z.string().min(1).max(1_000) }),
    answers: { 200: z.object({ received: z.literal(true) }) },
    problems: ["invalid_signature"],
  },
});
