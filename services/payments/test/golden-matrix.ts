import type { LedgerEntryKind } from "@vc/contracts";
import type { ExceptionKind } from "../src/exceptions/exception.ts";
import type { Fact } from "../src/payments/facts.ts";
import type { Payment, PaymentState } from "../src/payments/payment.ts";

/** What a fact does to a payment. Lists that are not given are empty. */
export interface Moved {
  readonly to: PaymentState;
  /** Kinds of ledger entries. */
  readonly posts?: readonly LedgerEntryKind[];
  /** Movements, by their ids: new ones, ones not to be made any more, ones to be made again. */
  readonly asks?: readonly string[];
  readonly cancels?: readonly string[];
  readonly repeats?: readonly string[];
  /** What becomes of the seller's receivable. */
  readonly receivable?: "claimed" | "dropped" | "due";
  readonly invoices?: "commission" | "credit_note";
  /** What is put into the queue of admins. */
  readonly raises?: readonly ExceptionKind[];
  /** Events, by the names of what happened. */
  readonly tells?: readonly string[];
}
/** `contradiction`: it cannot be in this state. `unfit`: it could, but it does not fit what has happened. */
export type Outcome = Moved | "already" | "early" | "contradiction" | "unfit";

const buyersMoney = { chargeId: "ch_1", amountCents: 1500 };
const surplus = { chargeId: "ch_2", amountCents: 1500 };
const refund = { movementId: "re:order_1", chargeId: "ch_1", refundId: "re_1", amountCents: 500 };
const surplusRefund = {
  movementId: "re:order_1:ch_2",
  chargeId: "ch_2",
  refundId: "re_2",
  amountCents: 1500,
};
const evidenceBy = new Date("2026-03-20T00:00:00Z");

/** One of everything that can be told of one order of 15 euros, which ends with 5 for the buyer and 10 for the seller. */
export const facts = {
  order_expired: { kind: "order_expired" },
  paid: { kind: "paid", ...buyersMoney, fee: null },
  paid_again: { kind: "paid", ...surplus, fee: null },
  fee_known: { kind: "fee_known", chargeId: "ch_1", cents: 48, balanceTransactionId: "txn_fee" },
  settled_by_order: { kind: "settled_by_order", refundCents: 500, releaseCents: 1000 },
  refunded: { kind: "refunded", ...refund },
  surplus_refunded: { kind: "refunded", ...surplusRefund },
  refund_failed: { kind: "refund_failed", ...refund },
  surplus_refund_failed: { kind: "refund_failed", ...surplusRefund },
  transferred: { kind: "transferred", movementId: "tr:order_1", transferId: "tr_1", amountCents: 800 },
  transfer_returned: {
    kind: "transfer_returned",
    reversalId: "trr_1",
    amountCents: 800,
    connectedCents: 800,
  },
  returned_transfer_decided: {
    kind: "returned_transfer_decided",
    reversalId: "trr_1",
    amountCents: 800,
    owner: "seller",
  },
  refunded_outside: {
    kind: "refunded_outside",
    refundId: "re_out",
    chargeId: "ch_1",
    amountCents: 600,
    prevented: false,
  },
  outside_refund_failed: { kind: "outside_refund_failed", refundId: "re_out" },
  outside_loss_decided: { kind: "outside_loss_decided", refundId: "re_out", bearer: "seller" },
  inquired: { kind: "inquired", disputeId: "du_0", evidenceBy },
  charged_back: { kind: "charged_back", disputeId: "du_1", ...buyersMoney, evidenceBy },
  surplus_charged_back: { kind: "charged_back", disputeId: "du_2", ...surplus, evidenceBy },
  chargeback_moved: {
    kind: "chargeback_moved",
    disputeId: "du_1",
    balanceTransactionId: "txn_taken",
    takenCents: 1500,
    feeCents: 2000,
  },
  chargeback_returned: {
    kind: "chargeback_moved",
    disputeId: "du_1",
    balanceTransactionId: "txn_returned",
    takenCents: -1500,
    feeCents: 0,
  },
  won: { kind: "chargeback_decided", disputeId: "du_1", verdict: "won" },
  lost: { kind: "chargeback_decided", disputeId: "du_1", verdict: "lost" },
} as const satisfies Record<string, Fact>;
export type FactName = keyof typeof facts;

/** Where a payment stands, and what every fact means there. What is not listed cannot be: it is a contradiction. */
export interface Situation {
  readonly given?: Partial<Payment>;
  readonly after: readonly FactName[];
  readonly means: Partial<Record<FactName, Outcome>>;
  /** What cannot be known there, and is not checked. */
  readonly untold?: readonly FactName[];
}

const received: Moved = { to: "blocked", posts: ["payment_received"], tells: ["succeeded"] };
const ended: Moved = {
  to: "settling",
  posts: ["refund_owed", "earnings_released"],
  asks: ["re:order_1", "tr:order_1"],
  invoices: "commission",
  tells: ["released"],
};
const openCheckout = {
  attempt: 1,
  successUrl: "",
  cancelUrl: "",
  locale: null,
  expiresAt: new Date("2026-03-01T10:30:00Z"),
  opened: { id: "cs_1", url: "" },
};

/** What is the same in every state in which there is money. */
function inAnyCase(to: PaymentState) {
  return {
    order_expired: "already",
    paid: "already",
    paid_again: { to, posts: ["surplus_received"], asks: ["re:order_1:ch_2"] },
    fee_known: { to, posts: ["stripe_fee"] },
    // Nothing that could fail was made.
    refund_failed: "unfit",
    surplus_refund_failed: "unfit",
    inquired: { to, asks: ["in:du_0"] },
    refunded_outside: { to, posts: ["refunded_outside"], raises: ["refund_outside"] },
    // Others have refunded nothing.
    outside_refund_failed: "already",
    outside_loss_decided: "unfit",
    surplus_charged_back: {
      to,
      posts: ["chargeback_opened"],
      asks: ["ev:du_2"],
      tells: ["charged_back"],
    },
  } as const satisfies Situation["means"];
}
/** R31: it waits for a person, and goes to the seller again when that is decided. */
const reversedByOthers = (to: PaymentState) =>
  ({
    transfer_returned: { to, posts: ["transfer_returned"], raises: ["transfer_reversed"] },
    returned_transfer_decided: { to: "settling", asks: ["tr:order_1:trr_1"] },
  }) as const satisfies Situation["means"];
const surplusGoesBack = (to: PaymentState): Moved => ({
  to,
  posts: ["refund_paid"],
  tells: ["refunded"],
});
const owedAgain = (to: PaymentState, movementId: string): Moved => ({
  to,
  posts: ["refund_returned"],
  repeats: [movementId],
  tells: ["refund_failed"],
});
const opened = (to: PaymentState): Moved => ({
  to,
  posts: ["chargeback_opened"],
  asks: ["ev:du_1"],
  tells: ["charged_back"],
});
const verdict = (to: PaymentState, said: "won" | "lost"): Moved => ({
  to,
  posts: [`chargeback_${said}`],
  tells: ["chargeback_decided"],
});
const taken = (to: PaymentState): Moved => ({ to, posts: ["chargeback_withdrawn", "chargeback_fee"] });
const returned = (to: PaymentState): Moved => ({ to, posts: ["chargeback_reinstated"] });
const notYetCharged = {
  chargeback_moved: "early",
  chargeback_returned: "early",
  won: "early",
  lost: "early",
} as const;

/**
 * What every fact means for a payment in every situation: written by hand from docs/product-rules.md (R8, R17, R25, R27,
 * R30) and services/payments/README.md, and reviewed against them. It is not made from the code's table, so that a cell which is lost or
 * changed there shows here.
 */
export const goldenMatrix: Readonly<Record<string, Situation>> = {
  "waiting for its payment": {
    after: [],
    means: { order_expired: { to: "expired" }, paid: received, paid_again: received },
  },
  "waiting for its payment, its checkout open": {
    given: { checkout: openCheckout },
    after: [],
    means: {
      order_expired: { to: "expired", asks: ["cl:cs_1"] },
      paid: received,
      paid_again: received,
    },
  },
  "expired, never paid": {
    after: ["order_expired"],
    // R8: received like any other; the order answers with a settlement that refunds all.
    means: { order_expired: "already", paid: received, paid_again: received },
  },
  blocked: {
    after: ["paid"],
    means: {
      ...inAnyCase("blocked"),
      settled_by_order: ended,
      refunded: "already",
      surplus_refunded: "already",
      charged_back: opened("frozen"),
      ...notYetCharged,
    },
  },
  "blocked, and paid a second time": {
    after: ["paid", "paid_again"],
    means: {
      ...inAnyCase("blocked"),
      paid_again: "already",
      settled_by_order: ended,
      refunded: "already",
      surplus_refunded: surplusGoesBack("blocked"),
      surplus_refund_failed: "early",
      charged_back: opened("frozen"),
      ...notYetCharged,
    },
  },
  "blocked, and its second payment refunded": {
    after: ["paid", "paid_again", "surplus_refunded"],
    means: {
      ...inAnyCase("blocked"),
      paid_again: "already",
      settled_by_order: ended,
      refunded: "already",
      surplus_refunded: "already",
      surplus_refund_failed: owedAgain("blocked", "re:order_1:ch_2"),
      charged_back: opened("frozen"),
      ...notYetCharged,
    },
    // The one that was made is no smaller, and a payment does not keep which it was.
    untold: ["refund_failed"],
  },
  "frozen, the bank's hand on it": {
    after: ["paid", "paid_again", "charged_back"],
    means: {
      ...inAnyCase("frozen"),
      paid_again: "already",
      settled_by_order: { to: "frozen" },
      refunded: "already",
      surplus_refunded: surplusGoesBack("frozen"),
      surplus_refund_failed: "early",
      charged_back: "already",
      chargeback_moved: taken("frozen"),
      chargeback_returned: returned("frozen"),
      // Nothing that the bank took is known yet.
      won: "early",
      lost: "early",
    },
  },
  "frozen, and the bank has taken it": {
    after: ["paid", "charged_back", "chargeback_moved"],
    means: {
      ...inAnyCase("frozen"),
      settled_by_order: { to: "frozen" },
      refunded: "already",
      surplus_refunded: "already",
      charged_back: "already",
      chargeback_moved: "already",
      chargeback_returned: returned("frozen"),
      // The money decides, not the word: it has not come back.
      won: "early",
      lost: verdict("blocked", "lost"),
    },
  },
  "frozen, and the bank has returned it": {
    after: ["paid", "charged_back", "chargeback_moved", "chargeback_returned"],
    means: {
      ...inAnyCase("frozen"),
      settled_by_order: { to: "frozen" },
      refunded: "already",
      surplus_refunded: "already",
      charged_back: "already",
      chargeback_moved: "already",
      chargeback_returned: "already",
      won: verdict("blocked", "won"),
      lost: "early",
    },
  },
  "frozen, its order's end waiting for the verdict": {
    after: ["paid", "charged_back", "chargeback_moved", "settled_by_order"],
    means: {
      ...inAnyCase("frozen"),
      settled_by_order: "already",
      refunded: "already",
      surplus_refunded: "already",
      charged_back: "already",
      chargeback_moved: "already",
      chargeback_returned: returned("frozen"),
      won: "early",
      // The bank has given the buyer all that there was: nothing is left to refund or to release.
      lost: verdict("settled", "lost"),
    },
  },
  "frozen, its order's end waiting for the word on returned money": {
    after: ["paid", "charged_back", "chargeback_moved", "settled_by_order", "chargeback_returned"],
    means: {
      ...inAnyCase("frozen"),
      settled_by_order: "already",
      refunded: "already",
      surplus_refunded: "already",
      charged_back: "already",
      chargeback_moved: "already",
      chargeback_returned: "already",
      won: {
        ...ended,
        posts: ["chargeback_won", "refund_owed", "earnings_released"],
        tells: ["chargeback_decided", "released"],
      },
      lost: "early",
    },
  },
  "blocked again, the bank having decided for the seller": {
    after: ["paid", "charged_back", "chargeback_moved", "chargeback_returned", "won"],
    means: {
      ...inAnyCase("blocked"),
      settled_by_order: ended,
      refunded: "already",
      surplus_refunded: "already",
      charged_back: "already",
      chargeback_moved: "already",
      chargeback_returned: "already",
      won: "already",
      // Upon an appeal: a history, and no money.
      lost: { to: "blocked" },
    },
  },
  "blocked, all of it lost to the bank": {
    after: ["paid", "charged_back", "chargeback_moved", "lost"],
    means: {
      ...inAnyCase("blocked"),
      settled_by_order: { to: "settled" },
      refunded: "already",
      surplus_refunded: "already",
      charged_back: "already",
      chargeback_moved: "already",
      // Whose it is now a person decides.
      chargeback_returned: { ...returned("blocked"), raises: ["verdict_changed"] },
      won: { to: "blocked" },
      lost: "already",
    },
  },
  "settling, refund and transfer on their way": {
    after: ["paid", "settled_by_order"],
    means: {
      ...inAnyCase("settling"),
      refunded_outside: {
        to: "settling",
        posts: ["refunded_outside"],
        cancels: ["re:order_1"],
        raises: ["refund_outside"],
      },
      settled_by_order: "already",
      refunded: { to: "settling", posts: ["refund_paid"], tells: ["refunded"] },
      surplus_refunded: "already",
      refund_failed: "early",
      transferred: { to: "settling", posts: ["earnings_transferred"] },
      ...reversedByOthers("settling"),
      charged_back: { ...opened("settling"), receivable: "claimed" },
      ...notYetCharged,
    },
  },
  "settling, its refund made": {
    after: ["paid", "settled_by_order", "refunded"],
    means: {
      ...inAnyCase("settling"),
      settled_by_order: "already",
      refunded: "already",
      surplus_refunded: "already",
      refund_failed: owedAgain("settling", "re:order_1"),
      transferred: { to: "settled", posts: ["earnings_transferred"] },
      ...reversedByOthers("settling"),
      charged_back: { ...opened("settling"), receivable: "claimed" },
      ...notYetCharged,
    },
  },
  "settling, and taken back by the bank": {
    after: ["paid", "settled_by_order", "charged_back", "chargeback_moved"],
    means: {
      ...inAnyCase("settling"),
      settled_by_order: "already",
      // What was owed of it the bank holds: the buyer has it twice, unless the bank gives it back.
      refunded: { to: "settling", posts: ["refund_doubled", "refund_paid"], tells: ["refunded"] },
      surplus_refunded: "already",
      refund_failed: "early",
      transferred: { to: "settling", posts: ["earnings_transferred"] },
      ...reversedByOthers("settling"),
      charged_back: "already",
      chargeback_moved: "already",
      chargeback_returned: returned("settling"),
      won: "early",
      // The bank has made the buyer's refund; the transfer is still to come, and is owed by the seller.
      lost: {
        ...verdict("settling", "lost"),
        cancels: ["re:order_1"],
        receivable: "due",
        invoices: "credit_note",
      },
    },
  },
  "settling, and returned by the bank": {
    after: ["paid", "settled_by_order", "charged_back", "chargeback_moved", "chargeback_returned"],
    means: {
      ...inAnyCase("settling"),
      settled_by_order: "already",
      // What was owed of it the bank holds: the buyer has it twice, unless the bank gives it back.
      refunded: { to: "settling", posts: ["refund_doubled", "refund_paid"], tells: ["refunded"] },
      surplus_refunded: "already",
      refund_failed: "early",
      transferred: { to: "settling", posts: ["earnings_transferred"] },
      ...reversedByOthers("settling"),
      charged_back: "already",
      chargeback_moved: "already",
      chargeback_returned: "already",
      won: { ...verdict("settling", "won"), receivable: "dropped" },
      lost: "early",
    },
  },
  settled: {
    after: ["paid", "settled_by_order", "refunded", "transferred"],
    means: {
      ...inAnyCase("settled"),
      paid_again: { ...inAnyCase("settling").paid_again },
      settled_by_order: "already",
      refunded: "already",
      surplus_refunded: "already",
      refund_failed: owedAgain("settling", "re:order_1"),
      transferred: "already",
      ...reversedByOthers("settled"),
      charged_back: { ...opened("settled"), receivable: "claimed" },
      ...notYetCharged,
    },
  },
  "settled, and taken back by the bank": {
    after: ["paid", "settled_by_order", "refunded", "transferred", "charged_back", "chargeback_moved"],
    means: {
      ...inAnyCase("settled"),
      paid_again: { ...inAnyCase("settling").paid_again },
      settled_by_order: "already",
      refunded: "already",
      surplus_refunded: "already",
      // What the bank took beyond the release is the refund now.
      refund_failed: {
        ...owedAgain("settling", "re:order_1"),
        posts: ["refund_returned", "chargeback_reassigned"],
      },
      transferred: "already",
      ...reversedByOthers("settled"),
      charged_back: "already",
      chargeback_moved: "already",
      chargeback_returned: returned("settled"),
      won: "early",
      // Its refund had been made: the buyer has that twice.
      lost: {
        ...verdict("settled", "lost"),
        receivable: "due",
        invoices: "credit_note",
        raises: ["paid_twice"],
      },
    },
  },
  "blocked, a part of it refunded by others": {
    after: ["paid", "refunded_outside"],
    means: {
      ...inAnyCase("blocked"),
      settled_by_order: { ...ended, posts: ["earnings_released"], asks: ["tr:order_1"] },
      refunded: "already",
      surplus_refunded: "already",
      charged_back: opened("frozen"),
      refunded_outside: "already",
      outside_refund_failed: { to: "blocked", posts: ["outside_refund_returned"] },
      outside_loss_decided: "already",
      ...notYetCharged,
    },
  },
  "frozen, and refunded by others": {
    after: ["paid", "charged_back", "refunded_outside"],
    means: {
      ...inAnyCase("frozen"),
      settled_by_order: { to: "frozen" },
      refunded: "already",
      surplus_refunded: "already",
      charged_back: "already",
      chargeback_moved: taken("frozen"),
      chargeback_returned: returned("frozen"),
      // Nothing that the bank took is known yet.
      won: "early",
      lost: "early",
      refunded_outside: "already",
      outside_refund_failed: { to: "frozen", posts: ["outside_refund_returned"] },
      // Nothing was released that the seller could bear.
      outside_loss_decided: { to: "frozen" },
    },
  },
  "blocked, all of it refunded by others, and taken by the bank as well": {
    given: {
      outsideRefunds: [
        {
          ...{
            id: "re_out",
            disputeId: null,
            ...buyersMoney,
            state: "made",
            bearer: "platform",
            charged: null,
          },
          shares: { escrowCents: 1500, refundCents: 0, lossCents: 0 },
        },
      ],
    },
    after: ["paid", "charged_back"],
    means: {
      ...inAnyCase("blocked"),
      // Nothing is left to give.
      settled_by_order: { to: "settled" },
      refunded: "already",
      surplus_refunded: "already",
      charged_back: "already",
      chargeback_moved: taken("blocked"),
      chargeback_returned: returned("blocked"),
      won: "early",
      lost: "early",
      refunded_outside: "already",
      // The bank has it: it is frozen until the verdict.
      outside_refund_failed: { to: "frozen", posts: ["outside_refund_returned", "chargeback_reassigned"] },
      outside_loss_decided: "already",
    },
  },
  "settling, its refund made by others": {
    after: ["paid", "settled_by_order", "refunded_outside"],
    means: {
      ...inAnyCase("settling"),
      settled_by_order: "already",
      // Stripe was making it at that moment.
      refunded: {
        to: "settling",
        posts: ["refund_doubled", "refund_paid"],
        tells: ["refunded"],
        raises: ["paid_twice"],
      },
      surplus_refunded: "already",
      // It was made and failed unheard of: nothing of it is left.
      refund_failed: { to: "settling" },
      transferred: { to: "settled", posts: ["earnings_transferred"] },
      ...reversedByOthers("settling"),
      charged_back: { ...opened("settling"), receivable: "claimed" },
      refunded_outside: "already",
      outside_refund_failed: {
        to: "settling",
        posts: ["outside_refund_returned"],
        asks: ["re:order_1:re_out:again"],
      },
      outside_loss_decided: {
        to: "settling",
        posts: ["outside_loss_charged"],
        receivable: "claimed",
        invoices: "credit_note",
      },
      ...notYetCharged,
    },
  },
};
