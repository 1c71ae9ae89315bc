import { describe, expect, it } from "vitest";
import { idempotencyKey, LONGEST_REASON, type Movement, type MovementOrder, nextStep } from "./movement.ts";

const orders = {
  refund: { kind: "refund", orderId: "order_1", chargeId: "ch_1", amountCents: 100 },
  transfer: {
    kind: "transfer",
    orderId: "order_1",
    chargeId: "ch_1",
    sellerId: "account_1",
    amountCents: 80,
  },
  payout: { kind: "payout", withdrawalId: "withdrawal_1", sellerId: "account_1", amountCents: 80 },
  reversal: {
    kind: "reversal",
    orderId: "order_1",
    disputeId: "du_1",
    sellerId: "account_1",
    amountCents: 80,
  },
  evidence: { kind: "evidence", orderId: "order_1", disputeId: "du_1" },
  close_session: { kind: "close_session", orderId: "order_1", sessionId: "cs_1" },
} as const satisfies Record<MovementOrder["kind"], MovementOrder>;

function aMovement(kind: keyof typeof orders): Movement {
  return {
    id: "re:order_1",
    order: orders[kind],
    state: "due",
    attempt: 2,
    calls: 3,
    createdAt: new Date(0),
    finishedAt: null,
    stripeId: null,
    lastError: null,
  };
}

describe("how a movement goes on", () => {
  it("keeps its idempotency key while the outcome of a call is unknown", () => {
    for (const kind of Object.keys(orders) as (keyof typeof orders)[]) {
      const movement = aMovement(kind);
      const step = nextStep(movement, { kind: "unknown", message: "timed out" });
      expect(step).toMatchObject({ kind: "call_again", attempt: 2, calls: 3 });
    }
    expect(idempotencyKey(aMovement("refund"))).toBe("re:order_1:2");
  });

  it("takes a new key only after a definite refusal, and then has nothing to look for", () => {
    const step = nextStep(aMovement("refund"), { kind: "refused", code: "charge_disputed", message: "no" });
    expect(step).toMatchObject({ kind: "call_again", attempt: 3, calls: 0 });
  });

  it("R27: is recorded however much Stripe has to say about a failure", () => {
    const message = "no".repeat(LONGEST_REASON);
    for (const kind of ["unknown", "refused"] as const) {
      const step = nextStep(aMovement("refund"), { kind, code: "http_400", message });
      expect("reason" in step && step.reason).toHaveLength(LONGEST_REASON);
    }
  });

  it("R17: earnings wait for an account that cannot receive them", () => {
    const code = "insufficient_capabilities_for_transfer";
    expect(nextStep(aMovement("transfer"), { kind: "refused", code, message: "no" }).kind).toBe(
      "wait_for_account",
    );
    expect(nextStep(aMovement("transfer"), { kind: "no_account" }).kind).toBe("wait_for_account");
  });

  it("R29: a refused payout fails, so that it goes back to the balance", () => {
    const step = nextStep(aMovement("payout"), {
      kind: "refused",
      code: "balance_insufficient",
      message: "no",
    });
    expect(step.kind).toBe("fail");
  });
});
