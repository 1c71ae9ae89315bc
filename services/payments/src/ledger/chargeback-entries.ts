import { ledgerAccount } from "./chart.ts";
import type { Release } from "./commission.ts";
import { credit, debit, type Entry, entry, type OrderFact } from "./entries.ts";

/** Where the money of a chargeback is taken from; together it is what the buyer's bank took. In cents. */
export interface ChargebackShares {
  /** Still blocked for the order. */
  readonly escrowCents: number;
  /** Owed to the buyer and not refunded yet: the bank gives it to them instead. */
  readonly refundCents: number;
  /** Released before: the seller owes their net, the platform its commission, and VAT is not due on it. */
  readonly release: Release;
  /** The buyer has it twice. */
  readonly lossCents: number;
}

type ChargebackFact = OrderFact & {
  readonly sellerId: string;
  readonly disputeId: string;
  readonly shares: ChargebackShares;
};

function linesOf({ orderId, sellerId, shares }: ChargebackFact, side: typeof debit) {
  const { escrowCents, refundCents, release, lossCents } = shares;
  return [
    side(ledgerAccount("ESCROW", orderId), escrowCents),
    side(ledgerAccount("REFUND_DUE", orderId), refundCents),
    side(ledgerAccount("SELLER_RECEIVABLE", sellerId), release.netCents),
    side(ledgerAccount("COMMISSION"), release.commissionCents),
    side(ledgerAccount("VAT"), release.vatCents),
    side(ledgerAccount("CHARGEBACK_LOSSES"), lossCents),
  ];
}

export function amountOf({ escrowCents, refundCents, release, lossCents }: ChargebackShares): number {
  return escrowCents + refundCents + release.grossCents + lossCents;
}

/** R30: the buyer's bank took a payment back: the money stands still, wherever it was. */
export function chargebackOpened(fact: ChargebackFact): Entry {
  return entry({
    id: `chargeback:${fact.disputeId}`,
    kind: "chargeback_opened",
    lines: [
      ...linesOf(fact, debit),
      credit(ledgerAccount("CHARGEBACK_HOLD", fact.orderId), amountOf(fact.shares)),
    ],
    orderId: fact.orderId,
    stripeId: fact.disputeId,
    at: fact.at,
  });
}

/** What the bank took had passed for a second refund; the first has failed, so that it is the only one. */
export function chargebackReassigned(
  fact: OrderFact & {
    readonly disputeId: string;
    readonly refundId: string;
    /** Of it blocked for the order, and owed to the buyer. */
    readonly escrowCents: number;
    readonly refundCents: number;
  },
): Entry {
  return entry({
    id: `chargeback-reassigned:${fact.disputeId}:${fact.refundId}`,
    kind: "chargeback_reassigned",
    lines: [
      debit(ledgerAccount("ESCROW", fact.orderId), fact.escrowCents),
      debit(ledgerAccount("REFUND_DUE", fact.orderId), fact.refundCents),
      credit(ledgerAccount("CHARGEBACK_LOSSES"), fact.escrowCents + fact.refundCents),
    ],
    orderId: fact.orderId,
    stripeId: null,
    at: fact.at,
  });
}

/** Stripe made a refund though the buyer's bank, or others, have paid it: the buyer has it twice. */
export function refundDoubled(
  fact: OrderFact & {
    readonly refundId: string;
    readonly bankCents: number;
    readonly othersCents: number;
  },
): Entry {
  return entry({
    id: `refund-doubled:${fact.refundId}`,
    kind: "refund_doubled",
    lines: [
      debit(ledgerAccount("CHARGEBACK_LOSSES"), fact.bankCents),
      debit(ledgerAccount("OUTSIDE"), fact.othersCents),
      credit(ledgerAccount("REFUND_DUE", fact.orderId), fact.bankCents + fact.othersCents),
    ],
    orderId: fact.orderId,
    stripeId: null,
    at: fact.at,
  });
}

/** R30: the bank kept less than it disputed: the rest is where it was. */
export function chargebackReduced(fact: ChargebackFact): Entry {
  return entry({
    ...whereItWas(fact),
    id: `chargeback-reduced:${fact.disputeId}`,
    kind: "chargeback_reduced",
  });
}

/** R30: the bank decided for the platform: everything is where it was. */
export function chargebackWon(fact: ChargebackFact): Entry {
  return entry({ ...whereItWas(fact), id: `chargeback-won:${fact.disputeId}`, kind: "chargeback_won" });
}

/** What stood still goes back to where the bank took it from. */
function whereItWas(fact: ChargebackFact) {
  return {
    lines: [
      debit(ledgerAccount("CHARGEBACK_HOLD", fact.orderId), amountOf(fact.shares)),
      ...linesOf(fact, credit),
    ],
    orderId: fact.orderId,
    stripeId: fact.disputeId,
    at: fact.at,
  };
}

/** R30: the bank decided for the buyer, who keeps what it took. */
export function chargebackLost(fact: ChargebackFact): Entry {
  const amountCents = amountOf(fact.shares);
  return entry({
    id: `chargeback-lost:${fact.disputeId}`,
    kind: "chargeback_lost",
    lines: [
      debit(ledgerAccount("CHARGEBACK_HOLD", fact.orderId), amountCents),
      credit(ledgerAccount("CHARGEBACK_CASH", fact.orderId), amountCents),
    ],
    orderId: fact.orderId,
    stripeId: fact.disputeId,
    at: fact.at,
  });
}

type CashFact = OrderFact & { readonly balanceTransactionId: string };

/** What a chargeback moved in the platform's balance at Stripe: out of it, or back into it (`takenCents` below 0). */
export function chargebackCash(fact: CashFact & { takenCents: number }): Entry {
  return entry({
    id: `chargeback-cash:${fact.balanceTransactionId}`,
    kind: fact.takenCents > 0 ? "chargeback_withdrawn" : "chargeback_reinstated",
    lines: [
      debit(ledgerAccount("CHARGEBACK_CASH", fact.orderId), fact.takenCents),
      credit(ledgerAccount("STRIPE_CASH"), fact.takenCents),
    ],
    orderId: fact.orderId,
    stripeId: fact.balanceTransactionId,
    at: fact.at,
  });
}

/** Stripe's fee for a chargeback, won or lost; the platform bears it. */
export function chargebackFee(fact: CashFact & { feeCents: number }): Entry {
  return entry({
    id: `chargeback-fee:${fact.balanceTransactionId}`,
    kind: "chargeback_fee",
    lines: [
      debit(ledgerAccount("STRIPE_FEES"), fact.feeCents),
      credit(ledgerAccount("STRIPE_CASH"), fact.feeCents),
    ],
    orderId: fact.orderId,
    stripeId: fact.balanceTransactionId,
    at: fact.at,
  });
}

interface ReceivableFact {
  readonly orderId: string;
  readonly sellerId: string;
  readonly receivableId: string;
  readonly amountCents: number;
  readonly at: Date;
}

/** A seller's earnings cover what they owe. `turn` counts how often that happened for one receivable. */
export function receivableCollected(fact: ReceivableFact & { turn: number }): Entry {
  return entry({
    id: `collected:${fact.receivableId}:${fact.turn}`,
    kind: "receivable_collected",
    lines: [
      debit(ledgerAccount("SELLER", fact.sellerId), fact.amountCents),
      credit(ledgerAccount("SELLER_RECEIVABLE", fact.sellerId), fact.amountCents),
    ],
    orderId: fact.orderId,
    stripeId: null,
    at: fact.at,
  });
}

/** The chargeback was won: what had been taken from the seller for it is theirs again. */
export function receivableGivenBack(fact: ReceivableFact & { isPart?: boolean }): Entry {
  return entry({
    id: `given-back:${fact.receivableId}${fact.isPart ? ":part" : ""}`,
    kind: "receivable_given_back",
    lines: [
      debit(ledgerAccount("SELLER_RECEIVABLE", fact.sellerId), fact.amountCents),
      credit(ledgerAccount("SELLER", fact.sellerId), fact.amountCents),
    ],
    orderId: fact.orderId,
    stripeId: null,
    at: fact.at,
  });
}

type ReversalFact = Omit<ReceivableFact, "receivableId"> & { readonly movementId: string };

/** What was collected from a seller lies in their balance at Stripe, and is to come back from there. */
export function reversalRequested(fact: ReversalFact): Entry {
  return entry({
    id: `reversal:${fact.movementId}`,
    kind: "reversal_requested",
    lines: [
      debit(ledgerAccount("RETURNING", fact.sellerId), fact.amountCents),
      credit(ledgerAccount("CONNECTED_CASH", fact.sellerId), fact.amountCents),
    ],
    orderId: fact.orderId,
    stripeId: null,
    at: fact.at,
  });
}

/** Stripe has reversed a transfer, or a part of it. */
export function reversalMade(fact: ReversalFact & { reversalId: string }): Entry {
  return entry({
    id: `reversed:${fact.movementId}`,
    kind: "reversal_made",
    lines: [
      debit(ledgerAccount("STRIPE_CASH"), fact.amountCents),
      credit(ledgerAccount("RETURNING", fact.sellerId), fact.amountCents),
    ],
    orderId: fact.orderId,
    stripeId: fact.reversalId,
    at: fact.at,
  });
}

/** Of a transfer that is to be reversed less came back: the rest is in the seller's balance as before. */
export function reversalReduced(fact: ReversalFact): Entry {
  return entry({
    id: `reversal-reduced:${fact.movementId}`,
    kind: "reversal_reduced",
    lines: [
      debit(ledgerAccount("CONNECTED_CASH", fact.sellerId), fact.amountCents),
      credit(ledgerAccount("RETURNING", fact.sellerId), fact.amountCents),
    ],
    orderId: fact.orderId,
    stripeId: null,
    at: fact.at,
  });
}
