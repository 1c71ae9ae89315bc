import { describe, expect, it } from "vitest";
import type { MovementKind, MovementOrder } from "../movements/movement.ts";
import { type EndFact, factOfEnd } from "./endings.ts";

const order = { orderId: "order_1", sellerId: "account_1", amountCents: 80 } as const;
const orders = {
  refund: { kind: "refund", ...order, chargeId: "ch_1" },
  transfer: { kind: "transfer", ...order, chargeId: "ch_1" },
  payout: { kind: "payout", ...order, withdrawalId: "withdrawal_1" },
  reversal: { kind: "reversal", ...order, disputeId: "du_1" },
  evidence: { kind: "evidence", ...order, disputeId: "du_1" },
  close_session: { kind: "close_session", ...order, sessionId: "cs_1" },
} as const satisfies Record<MovementKind, MovementOrder>;

const moved = { movementId: "mv_1", amountCents: 80 } as const;

/** By hand: what the end of each kind of movement means, when Stripe has done it and when it never will. */
const reviewed: Record<MovementKind, { readonly succeed: EndFact | null; readonly fail: EndFact | null }> = {
  refund: {
    succeed: {
      about: "payment",
      id: "order_1",
      fact: { kind: "refunded", chargeId: "ch_1", refundId: "stripe_1", ...moved },
    },
    fail: null,
  },
  transfer: {
    succeed: {
      about: "payment",
      id: "order_1",
      fact: { kind: "transferred", transferId: "stripe_1", ...moved },
    },
    fail: null,
  },
  payout: {
    succeed: { about: "withdrawal", id: "withdrawal_1", fact: { kind: "made", payoutId: "stripe_1" } },
    fail: { about: "withdrawal", id: "withdrawal_1", fact: { kind: "refused" } },
  },
  reversal: {
    succeed: {
      about: "receivable",
      fact: { kind: "reversed", id: "du_1", reversalId: "stripe_1", ...moved, askedCents: 80 },
    },
    fail: null,
  },
  evidence: { succeed: null, fail: null },
  close_session: { succeed: null, fail: null },
};

describe("the end of a movement", () => {
  it.each(Object.values(orders).map((each) => [each.kind, each] as const))(
    "R17, R28, R29, R30: of a %s means what the reviewed table says",
    (kind, each) => {
      const found = ["stripe_1", null].map((stripeId) =>
        factOfEnd({ id: "mv_1", order: each, stripeId, doneCents: null }),
      );
      expect(found).toEqual([reviewed[kind].succeed, reviewed[kind].fail]);
    },
  );

  it("stripe F23: of a reversal that took less than was asked for says both", () => {
    const end = factOfEnd({ id: "mv_1", order: orders.reversal, stripeId: "stripe_1", doneCents: 30 });
    expect(end).toMatchObject({ fact: { kind: "reversed", amountCents: 30, askedCents: 80 } });
  });
});
