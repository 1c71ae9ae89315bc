import type { LedgerEntryKind } from "@vc/contracts";
import { ledgerAccount } from "./chart.ts";
import type { Release } from "./commission.ts";

/** One side of an entry: debits are positive, credits negative, in cents. */
export interface Line {
  readonly account: string;
  readonly amountCents: number;
}

/**
 * A journal entry. Its id is the business fact that it records, so that recording a fact twice is a duplicate key.
 * `stripeId` is the Stripe object that moved the money, `null` where money only changed hands inside the platform.
 */
export interface Entry {
  readonly id: string;
  readonly kind: LedgerEntryKind;
  readonly lines: readonly Line[];
  readonly orderId: string | null;
  readonly stripeId: string | null;
  readonly at: Date;
}

export const debit = (account: string, cents: number): Line => ({ account, amountCents: cents });
export const credit = (account: string, cents: number): Line => ({ account, amountCents: -cents });

/**
 * @throws Error when the lines do not cancel out or an amount is not in whole cents: a mistake in this file
 */
export function entry(given: Entry): Entry {
  const lines = given.lines.filter((line) => line.amountCents !== 0);
  const sum = lines.reduce((total, line) => total + line.amountCents, 0);
  if (sum !== 0 || !lines.every((line) => Number.isSafeInteger(line.amountCents))) {
    throw new Error(`the entry ${given.id} is not balanced in whole cents`);
  }
  return { ...given, lines };
}

export interface OrderFact {
  readonly orderId: string;
  readonly at: Date;
}

/** R8: the buyer's money has arrived and is blocked. */
export function paymentReceived(fact: OrderFact & { chargeId: string; amountCents: number }): Entry {
  return entry({
    id: `paid:${fact.orderId}:${fact.chargeId}`,
    kind: "payment_received",
    lines: [
      debit(ledgerAccount("STRIPE_CASH"), fact.amountCents),
      credit(ledgerAccount("ESCROW", fact.orderId), fact.amountCents),
    ],
    orderId: fact.orderId,
    stripeId: fact.chargeId,
    at: fact.at,
  });
}

/** An order was paid a second time: that money was never for the seller and is owed back at once. */
export function surplusReceived(fact: OrderFact & { chargeId: string; amountCents: number }): Entry {
  return entry({
    id: `paid:${fact.orderId}:${fact.chargeId}`,
    kind: "surplus_received",
    lines: [
      debit(ledgerAccount("STRIPE_CASH"), fact.amountCents),
      credit(ledgerAccount("REFUND_DUE", fact.orderId), fact.amountCents),
    ],
    orderId: fact.orderId,
    stripeId: fact.chargeId,
    at: fact.at,
  });
}

/** What Stripe keeps of a charge. */
export function stripeFee(
  fact: OrderFact & { chargeId: string; balanceTransactionId: string; feeCents: number },
): Entry {
  return entry({
    id: `fee:${fact.chargeId}`,
    kind: "stripe_fee",
    lines: [
      debit(ledgerAccount("STRIPE_FEES"), fact.feeCents),
      credit(ledgerAccount("STRIPE_CASH"), fact.feeCents),
    ],
    orderId: fact.orderId,
    stripeId: fact.balanceTransactionId,
    at: fact.at,
  });
}

/** The order ended with a refund: the money is the buyer's again, Stripe has yet to carry it. */
export function refundOwed(fact: OrderFact & { amountCents: number }): Entry {
  return entry({
    id: `refund-owed:${fact.orderId}`,
    kind: "refund_owed",
    lines: [
      debit(ledgerAccount("ESCROW", fact.orderId), fact.amountCents),
      credit(ledgerAccount("REFUND_DUE", fact.orderId), fact.amountCents),
    ],
    orderId: fact.orderId,
    stripeId: null,
    at: fact.at,
  });
}

/** Stripe has accepted a refund. A refund that fails later is made again, and each has its own entry. */
export function refundPaid(fact: OrderFact & { refundId: string; amountCents: number }): Entry {
  return entry({
    id: `refund-paid:${fact.refundId}`,
    kind: "refund_paid",
    lines: [
      debit(ledgerAccount("REFUND_DUE", fact.orderId), fact.amountCents),
      credit(ledgerAccount("STRIPE_CASH"), fact.amountCents),
    ],
    orderId: fact.orderId,
    stripeId: fact.refundId,
    at: fact.at,
  });
}

/** The buyer's bank did not take a refund that Stripe had accepted: the money is back and still owed. */
export function refundReturned(fact: OrderFact & { refundId: string; amountCents: number }): Entry {
  return entry({
    id: `refund-returned:${fact.refundId}`,
    kind: "refund_returned",
    lines: [
      debit(ledgerAccount("STRIPE_CASH"), fact.amountCents),
      credit(ledgerAccount("REFUND_DUE", fact.orderId), fact.amountCents),
    ],
    orderId: fact.orderId,
    stripeId: fact.refundId,
    at: fact.at,
  });
}

/** R17, R28: the order ended well, and its money is divided between seller, platform and state. */
export function earningsReleased(fact: OrderFact & { sellerId: string; release: Release }): Entry {
  const { release } = fact;
  return entry({
    id: `released:${fact.orderId}`,
    kind: "earnings_released",
    lines: [
      debit(ledgerAccount("ESCROW", fact.orderId), release.grossCents),
      credit(ledgerAccount("SELLER", fact.sellerId), release.netCents),
      credit(ledgerAccount("COMMISSION"), release.commissionCents),
      credit(ledgerAccount("VAT"), release.vatCents),
    ],
    orderId: fact.orderId,
    stripeId: null,
    at: fact.at,
  });
}

/** The seller's earnings have reached their balance at Stripe. */
export function earningsTransferred(
  fact: OrderFact & { sellerId: string; movementId: string; transferId: string; amountCents: number },
): Entry {
  return entry({
    id: `transferred:${fact.movementId}`,
    kind: "earnings_transferred",
    lines: [
      debit(ledgerAccount("CONNECTED_CASH", fact.sellerId), fact.amountCents),
      credit(ledgerAccount("STRIPE_CASH"), fact.amountCents),
    ],
    orderId: fact.orderId,
    stripeId: fact.transferId,
    at: fact.at,
  });
}

/**
 * A transfer was reversed outside this service: the seller's money is with the platform again. What the books do not have in the
 * seller's balance is the platform's, until a person decides.
 */
export function transferReturned(
  fact: OrderFact & { sellerId: string; reversalId: string; amountCents: number; connectedCents: number },
): Entry {
  const ownCents = Math.min(fact.amountCents, fact.connectedCents);
  return entry({
    id: `transfer-returned:${fact.reversalId}`,
    kind: "transfer_returned",
    lines: [
      debit(ledgerAccount("STRIPE_CASH"), fact.amountCents),
      credit(ledgerAccount("CONNECTED_CASH", fact.sellerId), ownCents),
      credit(ledgerAccount("OUTSIDE"), fact.amountCents - ownCents),
    ],
    orderId: fact.orderId,
    stripeId: fact.reversalId,
    at: fact.at,
  });
}

interface WithdrawalFact {
  readonly withdrawalId: string;
  readonly accountId: string;
  readonly amountCents: number;
  readonly at: Date;
}

/**
 * R29: both what the seller has earned and what lies at Stripe for them go down when the withdrawal is asked for,
 * not when Stripe has answered: the next request finds only what is left.
 */
export function withdrawalRequested(fact: WithdrawalFact): Entry {
  return entry({
    id: `withdrawal:${fact.withdrawalId}`,
    kind: "withdrawal_requested",
    lines: [
      debit(ledgerAccount("SELLER", fact.accountId), fact.amountCents),
      credit(ledgerAccount("PAYOUT_DUE", fact.accountId), fact.amountCents),
      debit(ledgerAccount("TRANSIT", fact.accountId), fact.amountCents),
      credit(ledgerAccount("CONNECTED_CASH", fact.accountId), fact.amountCents),
    ],
    orderId: null,
    stripeId: null,
    at: fact.at,
  });
}

/** R29: the bank has the money. */
export function withdrawalPaid(fact: WithdrawalFact & { payoutId: string }): Entry {
  return entry({
    id: `withdrawal-paid:${fact.withdrawalId}`,
    kind: "withdrawal_paid",
    lines: [
      debit(ledgerAccount("PAYOUT_DUE", fact.accountId), fact.amountCents),
      credit(ledgerAccount("TRANSIT", fact.accountId), fact.amountCents),
    ],
    orderId: null,
    stripeId: fact.payoutId,
    at: fact.at,
  });
}

/** R29: the payout failed or was never accepted: the request is reversed, line by line. */
export function withdrawalFailed(fact: WithdrawalFact & { payoutId: string | null }): Entry {
  return entry({
    id: `withdrawal-failed:${fact.withdrawalId}`,
    kind: "withdrawal_failed",
    lines: [
      debit(ledgerAccount("PAYOUT_DUE", fact.accountId), fact.amountCents),
      credit(ledgerAccount("SELLER", fact.accountId), fact.amountCents),
      debit(ledgerAccount("CONNECTED_CASH", fact.accountId), fact.amountCents),
      credit(ledgerAccount("TRANSIT", fact.accountId), fact.amountCents),
    ],
    orderId: null,
    stripeId: fact.payoutId,
    at: fact.at,
  });
}

/** R29: the bank sent back a payout that had been reported as paid, as happens days later with a closed account. */
export function withdrawalReturned(fact: WithdrawalFact & { payoutId: string }): Entry {
  return entry({
    id: `withdrawal-returned:${fact.withdrawalId}`,
    kind: "withdrawal_returned",
    lines: [
      debit(ledgerAccount("CONNECTED_CASH", fact.accountId), fact.amountCents),
      credit(ledgerAccount("SELLER", fact.accountId), fact.amountCents),
    ],
    orderId: null,
    stripeId: fact.payoutId,
    at: fact.at,
  });
}
