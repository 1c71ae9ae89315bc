import type { Guard } from "@vc/lifecycle";
import { bankHasTwice, sharesOf } from "./escrow.ts";
import type { FactOf } from "./facts.ts";
import type { Payment } from "./payment.ts";

/** Conditions on a payment beside its state. */
export const guards = {
  takes_escrow: {
    test: (payment: Payment, { chargeId, amountCents }: FactOf<"charged_back">) =>
      sharesOf(payment, chargeId, amountCents).escrowCents > 0,
    message: "that takes something of what is blocked",
  },
  no_other_holds_escrow: {
    test: ({ chargebacks }: Payment, { disputeId }: FactOf<"chargeback_decided">) =>
      !chargebacks.some(
        ({ id, state, shares }) => id !== disputeId && state === "open" && shares.escrowCents > 0,
      ),
    message: "of the last chargeback that holds something of what is blocked",
  },
  is_held_by_a_bank: {
    test: (payment: Payment, { refundId }: FactOf<"outside_refund_failed">) => {
      const refund = payment.outsideRefunds.find(({ id }) => id === refundId);
      if (refund === undefined || refund.state === "returned" || refund.shares.escrowCents === 0)
        return false;
      return bankHasTwice(payment, refund.chargeId)?.state === "open";
    },
    message: "of what a bank has taken as well, and has not decided about",
  },
  settlement_is_deferred: {
    test: ({ settlement }: Payment) => settlement !== null,
    message: "while the order's end waits",
  },
  nothing_is_open: {
    test: ({ openMovementIds }: Payment) => openMovementIds.length === 0,
    message: "once no movement is open",
  },
} as const satisfies Record<string, Guard<Payment, never, unknown>>;
