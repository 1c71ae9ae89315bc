import { ledgerAccount } from "./chart.ts";
import type { Release } from "./commission.ts";
import { credit, debit, type Entry, entry, type Line, type OrderFact } from "./entries.ts";

/** Where what others gave the buyer is taken from; together it is what was refunded. In cents. */
export interface OutsideShares {
  /** Still blocked for the order. */
  readonly escrowCents: number;
  /** Owed to the buyer, and refunded by others instead. */
  readonly refundCents: number;
  /** The platform's, until a person decides whose it is. */
  readonly lossCents: number;
}

type RefundFact = OrderFact & { readonly refundId: string; readonly shares: OutsideShares };

/**
 * R31: others refunded a payment at Stripe: support in the dashboard, or Stripe itself to prevent a dispute. `isElsewhere`: a
 * person paid the buyer from the company's bank, so that Stripe's balance has the money as before.
 */
export function refundedOutside({
  orderId,
  refundId,
  shares,
  isElsewhere = false,
  at,
}: RefundFact & { readonly isElsewhere?: boolean }): Entry {
  return entry({
    id: `refunded-outside:${refundId}`,
    kind: "refunded_outside",
    lines: linesOf(orderId, shares, ledgerAccount(isElsewhere ? "OUTSIDE" : "STRIPE_CASH")),
    orderId,
    stripeId: isElsewhere ? null : refundId,
    at,
  });
}

function linesOf(
  orderId: string,
  { escrowCents, refundCents, lossCents }: OutsideShares,
  paidFrom = ledgerAccount("STRIPE_CASH"),
): Line[] {
  return [
    debit(ledgerAccount("ESCROW", orderId), escrowCents),
    debit(ledgerAccount("REFUND_DUE", orderId), refundCents),
    debit(ledgerAccount("OUTSIDE"), lossCents),
    credit(paidFrom, escrowCents + refundCents + lossCents),
  ];
}

/**
 * R31: a refund by others failed, and its money is back: where it was, or owed to the buyer when the order has ended.
 * `shares` are what it returns to.
 */
export function outsideRefundReturned({ orderId, refundId, shares, at }: RefundFact): Entry {
  const { escrowCents, refundCents, lossCents } = shares;
  return entry({
    id: `outside-refund-returned:${refundId}`,
    kind: "outside_refund_returned",
    lines: [
      debit(ledgerAccount("STRIPE_CASH"), escrowCents + refundCents + lossCents),
      credit(ledgerAccount("ESCROW", orderId), escrowCents),
      credit(ledgerAccount("REFUND_DUE", orderId), refundCents),
      credit(ledgerAccount("OUTSIDE"), lossCents),
    ],
    orderId,
    stripeId: refundId,
    at,
  });
}

/** What others refunded had passed for a second refund; the first has failed, so that it is the only one. */
export function outsideReassigned(
  fact: OrderFact & { readonly refundId: string; readonly amountCents: number },
): Entry {
  return entry({
    id: `outside-reassigned:${fact.refundId}`,
    kind: "outside_reassigned",
    lines: [
      debit(ledgerAccount("REFUND_DUE", fact.orderId), fact.amountCents),
      credit(ledgerAccount("OUTSIDE"), fact.amountCents),
    ],
    orderId: fact.orderId,
    stripeId: null,
    at: fact.at,
  });
}

/** R31: a person decided that a seller bears what others refunded after the release, as of a lost chargeback. */
export function outsideLossCharged(
  fact: OrderFact & { readonly sellerId: string; readonly refundId: string; readonly release: Release },
): Entry {
  const { release } = fact;
  return entry({
    id: `outside-loss-charged:${fact.refundId}`,
    kind: "outside_loss_charged",
    lines: [
      debit(ledgerAccount("SELLER_RECEIVABLE", fact.sellerId), release.netCents),
      debit(ledgerAccount("COMMISSION"), release.commissionCents),
      debit(ledgerAccount("VAT"), release.vatCents),
      credit(ledgerAccount("OUTSIDE"), release.grossCents),
    ],
    orderId: fact.orderId,
    stripeId: null,
    at: fact.at,
  });
}

/** R31: a person decided that a transfer which others reversed is not to be the seller's any more. */
export function returnedTransferKept(
  fact: OrderFact & { readonly sellerId: string; readonly reversalId: string; readonly amountCents: number },
): Entry {
  return entry({
    id: `returned-transfer-kept:${fact.reversalId}`,
    kind: "returned_transfer_kept",
    lines: [
      debit(ledgerAccount("SELLER_RECEIVABLE", fact.sellerId), fact.amountCents),
      credit(ledgerAccount("OUTSIDE"), fact.amountCents),
    ],
    orderId: fact.orderId,
    stripeId: null,
    at: fact.at,
  });
}

/**
 * R31: a payout that this platform did not ask for: the seller has what it paid.
 *
 * @param coveredCents what of it the seller has at most; the rest is the platform's, until a person decides
 */
export function paidOutOutside(fact: {
  readonly accountId: string;
  readonly payoutId: string;
  readonly amountCents: number;
  readonly availableCents: number;
  readonly connectedCents: number;
  readonly at: Date;
}): Entry {
  const { accountId, payoutId, amountCents } = fact;
  const ownCents = Math.min(amountCents, fact.availableCents);
  const connectedCents = Math.min(amountCents, fact.connectedCents);
  return entry({
    id: `paid-out-outside:${payoutId}`,
    kind: "paid_out_outside",
    lines: [
      debit(ledgerAccount("SELLER", accountId), ownCents),
      debit(ledgerAccount("OUTSIDE"), amountCents - ownCents),
      credit(ledgerAccount("CONNECTED_CASH", accountId), connectedCents),
      credit(ledgerAccount("OUTSIDE"), amountCents - connectedCents),
    ],
    orderId: null,
    stripeId: payoutId,
    at: fact.at,
  });
}

/** R31: a payout that this platform did not ask for has failed: its entry, reversed line by line. */
export function outsidePayoutReturned(paid: Pick<Entry, "lines">, payoutId: string, at: Date): Entry {
  return entry({
    id: `outside-payout-returned:${payoutId}`,
    kind: "outside_payout_returned",
    lines: paid.lines.map(({ account, amountCents }) => debit(account, -amountCents)),
    orderId: null,
    stripeId: payoutId,
    at,
  });
}

type AfterVerdict = OrderFact & { readonly balanceTransactionId: string };

/** R30, R31: a bank took money after its verdict was booked: the buyer has it, as after a refund by others. */
export function takenAfterVerdict(fact: AfterVerdict & { readonly shares: OutsideShares }): Entry {
  const { orderId, balanceTransactionId, shares, at } = fact;
  return entry({
    id: `chargeback-cash:${balanceTransactionId}`,
    kind: "chargeback_withdrawn",
    lines: linesOf(orderId, shares),
    orderId,
    stripeId: balanceTransactionId,
    at,
  });
}

/** R30, R31: a bank gave money back after its verdict was booked: the platform's, until a person decides. */
export function givenBackAfterVerdict(fact: AfterVerdict & { readonly backCents: number }): Entry {
  return entry({
    id: `chargeback-cash:${fact.balanceTransactionId}`,
    kind: "chargeback_reinstated",
    lines: [
      debit(ledgerAccount("STRIPE_CASH"), fact.backCents),
      credit(ledgerAccount("OUTSIDE"), fact.backCents),
    ],
    orderId: fact.orderId,
    stripeId: fact.balanceTransactionId,
    at: fact.at,
  });
}

/** R31: what Stripe books on the platform's balance by itself: its bills, its reserves, and what nothing explains. */
export function bookedByStripe(fact: {
  readonly balanceTransactionId: string;
  readonly account: "STRIPE_FEES" | "RESERVED" | "OUTSIDE";
  /** What the balance changed by. */
  readonly netCents: number;
  readonly at: Date;
}): Entry {
  return entry({
    id: `booked:${fact.balanceTransactionId}`,
    kind: "booked_by_stripe",
    lines: [
      debit(ledgerAccount(fact.account), -fact.netCents),
      debit(ledgerAccount("STRIPE_CASH"), fact.netCents),
    ],
    orderId: null,
    stripeId: fact.balanceTransactionId,
    at: fact.at,
  });
}
