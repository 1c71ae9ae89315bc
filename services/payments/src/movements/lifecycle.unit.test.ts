import { everyInput, tryEverything } from "@vc/lifecycle/testing";
import { describe, expect, it } from "vitest";
import { type CallOutcome, decide, isEnded, lifecycle, type MovementFact } from "./lifecycle.ts";
import {
  idempotencyKey,
  LONGEST_REASON,
  MOVEMENT_STATES,
  type Movement,
  type MovementKind,
  type MovementOrder,
} from "./movement.ts";

const createdAt = new Date("2026-03-01T09:00:00Z");
const now = new Date("2026-03-01T10:00:00Z");
const threeDaysAgo = new Date("2026-02-26T10:00:00Z");
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

const order = { orderId: "order_1", sellerId: "account_1", amountCents: 80 } as const;
const orders = {
  refund: { kind: "refund", ...order, chargeId: "ch_1" },
  transfer: { kind: "transfer", ...order, chargeId: "ch_1" },
  payout: { kind: "payout", ...order, withdrawalId: "withdrawal_1" },
  reversal: { kind: "reversal", ...order, disputeId: "du_1" },
  evidence: { kind: "evidence", ...order, disputeId: "du_1" },
  close_session: { kind: "close_session", ...order, sessionId: "cs_1" },
} as const satisfies Record<MovementKind, MovementOrder>;

/** Its second attempt, whose third call is in hand. */
function aMovement(kind: MovementKind, given: Partial<Movement> = {}): Movement {
  return {
    id: `mv:${kind}`,
    order: orders[kind],
    state: "due",
    attempt: 2,
    calls: 3,
    createdAt,
    nextAt: createdAt,
    finishedAt: null,
    stripeId: null,
    doneCents: null,
    availableAt: null,
    lastError: null,
    undoneCount: 0,
    ...given,
  };
}

const inputs = everyInput<CallOutcome | MovementFact>()({
  done: { kind: "done", stripeId: "stripe_1" },
  refused: { kind: "refused", code: "balance_insufficient", message: "no" },
  "refused by the account": { kind: "refused", code: "account_closed", message: "no" },
  "funds pending": { kind: "funds_pending", message: "not settled" },
  "funds missing": { kind: "funds_missing", message: "not there" },
  "refund pending": { kind: "refund_pending", message: "re_1 is pending" },
  staged: { kind: "staged", until: new Date(now.getTime() + 86_400_000) },
  withheld: { kind: "withheld", message: "refunded" },
  unknown: { kind: "unknown", message: "timed out" },
  "no account": { kind: "no_account" },
  "account ready": { kind: "account_ready" },
  cancelled: { kind: "cancelled" },
  undone: { kind: "undone" },
  retried: { kind: "retried" },
});

/** As many seconds as it failed, so that the matrix shows what was counted. */
const taking = (movement: Movement, input: CallOutcome | MovementFact) =>
  decide(movement, input, { now, retryAt: inSeconds });

function inWords(decision: ReturnType<typeof decide>): string {
  if (decision.kind !== "moved") return decision.kind;
  const { state, attempt, calls, nextAt, finishedAt, stripeId, lastError } = decision.change.after;
  const when = finishedAt === null ? `in ${(nextAt.getTime() - now.getTime()) / 1_000} s` : "ended";
  return [`${state} ${attempt}.${calls} ${when}`, stripeId, lastError]
    .filter((part) => part !== null)
    .join(", ");
}

/** What does not depend on what is to be done. */
const always = {
  done: "succeeded 2.3 ended, stripe_1",
  // Stripe has refused, so that another key is due; what is waited for takes days.
  "funds pending": "waiting 5.0 in 3600 s, not settled",
  "funds missing": "due 5.0 in 3600 s, not there",
  // The key stays: the bank answers for the refund that was made with it.
  "refund pending": "waiting 2.3 in 3600 s, re_1 is pending",
  staged: "waiting 2.3 in 86400 s",
  withheld: "due 2.2 in 3600 s, refunded",
  unknown: "due 2.3 in 4 s, timed out",
  // The call that was not made does not count, and those before it do.
  "no account": "waiting 2.2 in 3600 s, no active payout account",
  // Also of what is being called: what comes of that call may be from before.
  "account ready": "due 2.3 in 0 s",
  cancelled: "failed 2.3 ended, it is no longer owed",
  undone: "already",
  retried: "due 2.3 in 0 s",
};
const owed = {
  ...always,
  refused: "due 5.0 in 4 s, balance_insufficient: no",
  "refused by the account": "due 5.0 in 4 s, account_closed: no",
};
const givenUp = {
  ...always,
  refused: "failed 2.3 ended, balance_insufficient: no",
  "refused by the account": "failed 2.3 ended, account_closed: no",
};
const transferred = { ...owed, "refused by the account": "waiting 5.0 in 3600 s, account_closed: no" };
const recordedBefore = {
  done: "already",
  refused: "already",
  "refused by the account": "already",
  "funds pending": "already",
  "funds missing": "already",
  staged: "already",
  withheld: "already",
  unknown: "already",
  "no account": "already",
  "account ready": "already",
  "refund pending": "already",
  retried: "already",
};

/** The reviewed matrix, written by hand: state, attempt and calls, when it goes on, Stripe's object and the error. */
const reviewed = {
  "a refund that is due": owed,
  "a transfer that is due": transferred,
  "a payout that is due": givenUp,
  "a reversal that is due": owed,
  "evidence that is due": givenUp,
  "a session that is to be closed": owed,
  "a transfer that waits": transferred,
  "a payout that was asked for three days ago": {
    ...givenUp,
    "funds missing": "failed 2.3 ended, not there",
  },
  "a payout that has waited for three days": {
    ...givenUp,
    "funds missing": "failed 2.3 ended, not there",
  },
  "a payout that waits": givenUp,
  "a refund that was made": {
    ...recordedBefore,
    cancelled: "contradiction",
    undone: "due 5.0 in 3600 s, what it had done was undone",
  },
  "a refund that was cancelled": {
    ...recordedBefore,
    // Stripe was making it at that moment: money has moved.
    done: "succeeded 2.3 ended, stripe_1",
    cancelled: "already",
    undone: "contradiction",
  },
  "a refund that was undone for the third time": {
    ...recordedBefore,
    cancelled: "contradiction",
    undone: "due 5.0 in 259200 s, what it had done was undone",
  },
  "a refund that was undone for the fourth time": {
    ...recordedBefore,
    cancelled: "contradiction",
    undone: "due 5.0 in 2592000 s, what it had done was undone",
  },
  "a payout that failed": { ...recordedBefore, cancelled: "already", undone: "contradiction" },
};

const made = { state: "succeeded", finishedAt: createdAt, stripeId: "re_1" } as const;

describe("a movement", () => {
  it("R17, R27, R28, R29, R30: takes every outcome and every fact exactly as reviewed", () => {
    const { matrix, untaken } = tryEverything({
      lifecycle,
      situations: {
        "a refund that is due": aMovement("refund"),
        "a transfer that is due": aMovement("transfer"),
        "a payout that is due": aMovement("payout"),
        "a reversal that is due": aMovement("reversal"),
        "evidence that is due": aMovement("evidence"),
        "a session that is to be closed": aMovement("close_session"),
        "a transfer that waits": aMovement("transfer", { state: "waiting" }),
        "a payout that was asked for three days ago": aMovement("payout", {
          createdAt: threeDaysAgo,
        }),
        "a payout that has waited for three days": aMovement("payout", {
          state: "waiting",
          createdAt: threeDaysAgo,
        }),
        "a payout that waits": aMovement("payout", { state: "waiting" }),
        "a refund that was made": aMovement("refund", made),
        "a refund that was cancelled": aMovement("refund", {
          state: "failed",
          finishedAt: createdAt,
          lastError: "it is no longer owed",
        }),
        "a refund that was undone for the third time": aMovement("refund", {
          ...made,
          undoneCount: 2,
        }),
        "a refund that was undone for the fourth time": aMovement("refund", {
          ...made,
          undoneCount: 3,
        }),
        "a payout that failed": aMovement("payout", { state: "failed", finishedAt: createdAt }),
      },
      inputs,
      decide: taking,
      describe: inWords,
    });
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
  });

  it("R27: begins due, and is open until it succeeded or failed", () => {
    expect(lifecycle.initial).toBe("due");
    expect(MOVEMENT_STATES.filter((state) => !isEnded({ state }))).toEqual(["waiting", "due"]);
  });

  it("stripe F2: a payout whose funds are missing is given up after 72 hours, and not a moment before", () => {
    const asked = new Date("2026-02-26T10:00:00.001Z");
    const decision = taking(aMovement("payout", { createdAt: asked }), inputs["funds missing"]);
    expect(decision).toMatchObject({ change: { after: { state: "due" } } });
  });

  it("stripe F2: a transfer keeps when Stripe pays out what it moved", () => {
    const availableAt = new Date("2026-03-04T00:00:00Z");
    const decision = taking(aMovement("transfer"), { ...inputs.done, availableAt });
    expect(decision).toMatchObject({ change: { after: { availableAt } } });
  });

  it("R27: has one idempotency key until Stripe definitely refuses", () => {
    const refund = aMovement("refund");
    const keyAfter = (input: CallOutcome) => {
      const decision = taking(refund, input);
      return decision.kind === "moved" ? idempotencyKey(decision.change.after) : null;
    };
    expect(keyAfter(inputs.unknown)).toBe("mv:refund:2");
    expect(keyAfter(inputs["no account"])).toBe("mv:refund:2");
    expect(keyAfter(inputs.refused)).toBe("mv:refund:5");
  });

  it("R17: that was never called has nothing to look for at Stripe, however long it waits for an account", () => {
    const decision = taking(aMovement("transfer", { calls: 1 }), inputs["no account"]);
    expect(decision).toMatchObject({ change: { after: { calls: 0 } } });
  });

  it("R27: is recorded however much Stripe has to say about a failure", () => {
    const message = "no".repeat(LONGEST_REASON);
    for (const input of [
      { kind: "unknown", message },
      { kind: "refused", code: "http_400", message },
    ] as const) {
      const decision = taking(aMovement("refund"), input);
      expect(decision.kind === "moved" && decision.change.after.lastError).toHaveLength(LONGEST_REASON);
    }
  });
});
