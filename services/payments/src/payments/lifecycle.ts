import { PAYMENT_STATES } from "@vc/contracts";
import type { Lifecycle, RowOf } from "@vc/lifecycle";
import type { effects } from "./effects.ts";
import type { Fact } from "./facts.ts";
import { guards } from "./guards.ts";
import type { PaymentState } from "./payment.ts";

export type Move = RowOf<PaymentState, Fact, { guards: typeof guards; effects: typeof effects }>;

/** States in which there is money of the order. */
const PAID_STATES = ["blocked", "frozen", "settling", "settled"] as const;

/**
 * The life of a payment: which fact is possible in which state, what it does and where it leads.
 *
 * `frozen` is R30: the bank holds what was blocked for an order that goes on, so that nothing is released or refunded of
 * it. The order's own life does not stop; its end waits for the verdict. A chargeback after the end does not change
 * the state: what was released became the seller's, and is claimed from them.
 *
 * A payment for an expired order is received like any other: orders answers it with a settlement that refunds all
 * (R8), so that there is one way in which money goes back.
 */
// biome-ignore format: a table is read by its columns
export const moves: readonly Move[] = [
  // The payment that the order waits for
  { on: "paid",               from: ["awaiting_payment", "expired"],     to: "blocked",                                     effect: "receive",                  rules: "R8" },
  { on: "order_expired",      from: ["awaiting_payment"],                to: "expired",                                     effect: "close_checkout",           rules: "R8" },

  // A repeat of it, or money that no order asked for: that goes back to the buyer
  { on: "paid",               from: ["blocked", "frozen", "settling"],   to: "same",                                        effect: "refund_surplus",           rules: "R8" },
  { on: "paid",               from: ["settled"],                         to: "settling",                                    effect: "refund_surplus",           rules: "R8" },
  { on: "fee_known",          from: PAID_STATES,                          to: "same",                                        effect: "record_fee",               rules: "R28" },

  // The order's end
  { on: "settled_by_order",   from: ["blocked"],                         to: "settling",                                    effect: "settle",                   rules: "R17, R25, R28" },
  { on: "settled_by_order",   from: ["frozen"],                          to: "same",                                        effect: "defer_settlement",         rules: "R30" },
  { on: "always",             from: ["blocked"],                         to: "settling", guards: ["settlement_is_deferred"], effect: "settle_deferred",         rules: "R30" },
  { on: "always",             from: ["settling"],                        to: "settled",  guards: ["nothing_is_open"],                                           rules: "R28" },

  // What Stripe has done, and what of it was undone
  // Also once it is settled: Stripe may make one at the moment at which the buyer's bank pays it
  { on: "refunded",           from: PAID_STATES,                          to: "same",                                        effect: "confirm_refund",           rules: "R8, R28, R31" },
  { on: "refund_failed",      from: ["blocked", "frozen", "settling"],   to: "same",                                        effect: "owe_refund_again",         rules: "R28" },
  { on: "refund_failed",      from: ["settled"],                         to: "settling",                                    effect: "owe_refund_again",         rules: "R28" },
  { on: "transferred",        from: ["settling"],                        to: "same",                                        effect: "confirm_transfer",         rules: "R17" },

  // What others do at Stripe, and what a person decides about it
  { on: "transfer_returned",         from: ["settling", "settled"],      to: "same",                                        effect: "book_returned_transfer",   rules: "R31" },
  { on: "returned_transfer_decided", from: ["settling", "settled"],      to: "settling",                                    effect: "dispose_returned_transfer", rules: "R31" },
  { on: "refunded_outside",          from: PAID_STATES,                   to: "same",                                        effect: "take_outside_refund",      rules: "R31" },
  { on: "outside_refund_failed",     from: ["blocked"],                  to: "frozen",   guards: ["is_held_by_a_bank"],     effect: "put_back_outside_refund",  rules: "R30, R31" },
  { on: "outside_refund_failed",     from: ["blocked", "frozen"],        to: "same",                                        effect: "put_back_outside_refund",  rules: "R31" },
  { on: "outside_refund_failed",     from: ["settling", "settled"],      to: "settling",                                    effect: "put_back_outside_refund",  rules: "R31" },
  { on: "outside_loss_decided",      from: PAID_STATES,                   to: "same",                                        effect: "decide_outside_loss",      rules: "R31" },

  // The buyer's bank
  { on: "inquired",           from: PAID_STATES,                          to: "same",                                        effect: "submit_inquiry_evidence",  rules: "R30" },
  { on: "charged_back",       from: ["blocked"],                         to: "frozen",   guards: ["takes_escrow"],          effect: "freeze_for_chargeback",    rules: "R30" },
  { on: "charged_back",       from: PAID_STATES,                          to: "same",                                        effect: "freeze_for_chargeback",    rules: "R30" },
  { on: "chargeback_moved",   from: PAID_STATES,                          to: "same",                                        effect: "record_dispute_cash_flow", rules: "R30" },
  { on: "chargeback_decided", from: ["frozen"],                          to: "blocked",  guards: ["no_other_holds_escrow"], effect: "apply_verdict",            rules: "R30" },
  { on: "chargeback_decided", from: PAID_STATES,                          to: "same",                                        effect: "apply_verdict",            rules: "R30" },
];

export const lifecycle = {
  name: "payment",
  states: PAYMENT_STATES,
  initial: "awaiting_payment",
  rows: moves,
  repeats: {
    order_expired: ["expired", "blocked", "frozen", "settling", "settled"],
    settled_by_order: ["settling", "settled"],
    transferred: ["settled"],
  },
  guards,
} satisfies Lifecycle<Move>;
