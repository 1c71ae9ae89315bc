import { EXCEPTION_KINDS } from "@vc/contracts";
import { everyInput, tryEverything } from "@vc/lifecycle/testing";
import { describe, expect, it } from "vitest";
import { type MoneyException, type NewException, possibleDecisions } from "./exception.ts";
import { decideException, type ExceptionInput, lifecycle } from "./lifecycle.ts";

const now = new Date("2026-03-01T10:00:00Z");
const takenAt = new Date("2026-03-01T09:00:00Z");

function anException(given: Partial<MoneyException> = {}): MoneyException {
  return {
    id: "exception_1",
    kind: "refund_outside",
    stripeId: "re_1",
    orderId: "order_1",
    sellerId: "account_1",
    amountCents: 1500,
    lossCents: 1500,
    known: "1500 cents were refunded",
    state: lifecycle.initial,
    takenBy: null,
    resolution: null,
    createdAt: takenAt,
    revision: 1,
    ...given,
  };
}

const found: NewException = {
  kind: "balance_negative",
  stripeId: "acct_1",
  orderId: null,
  sellerId: "account_1",
  amountCents: 700,
  lossCents: 0,
  known: "700 cents below zero",
};
const inputs = everyInput<ExceptionInput>()({
  "take by ada": { kind: "take", adminId: "ada" },
  "take by ann": { kind: "take", adminId: "ann" },
  "release by ada": { kind: "release", adminId: "ada" },
  "release by ann": { kind: "release", adminId: "ann" },
  "accept by ada": { kind: "resolve", adminId: "ada", decision: "accept", reason: "Goodwill." },
  "accept by ann": { kind: "resolve", adminId: "ann", decision: "accept", reason: "Goodwill." },
  "charge by ada": { kind: "resolve", adminId: "ada", decision: "charge_seller", reason: "Never delivered." },
  "pay by ada": { kind: "resolve", adminId: "ada", decision: "pay_seller", reason: "A mistake." },
  seen: { kind: "seen", found },
});

const taken = anException({ state: "taken", takenBy: { id: "ada", at: takenAt } });
const resolution = { decision: "accept", reason: "Goodwill.", by: "ada", at: takenAt } as const;
const resolved = anException({ ...taken, state: "resolved", resolution });

/** By hand: the exception that follows, with the decision that is carried out, or what is answered instead. */
const decided = {
  "take by ada": "already_decided",
  "take by ann": "already_decided",
  "release by ada": "already_decided",
  "release by ann": "already_decided",
  "accept by ada": "already",
  "accept by ann": "already_decided",
  "charge by ada": "already_decided",
  "pay by ada": "already_decided",
};
const reviewed = {
  open: {
    "take by ada": "taken ada",
    "take by ann": "taken ann",
    "release by ada": "not_taken",
    "release by ann": "not_taken",
    "accept by ada": "not_taken",
    "accept by ann": "not_taken",
    "charge by ada": "not_taken",
    "pay by ada": "not_taken",
    seen: "already",
  },
  "taken by ada": {
    "take by ada": "already",
    "take by ann": "already_taken",
    "release by ada": "open",
    "release by ann": "already_taken",
    "accept by ada": "resolved ada, accept by ada",
    "accept by ann": "already_taken",
    "charge by ada": "resolved ada, charge_seller by ada",
    // Of a refund nothing can be paid to the seller.
    "pay by ada": "action_not_allowed",
    seen: "already",
  },
  "accepted by ada": { ...decided, seen: "already" },
  // An account may be in the red again.
  "of a balance, accepted by ada": { ...decided, seen: "open" },
};

function inWords(decision: ReturnType<typeof decideException>): string {
  if (decision.kind === "refused") return decision.reason;
  if (decision.kind !== "moved") return decision.kind;
  const { after, resolutions } = decision.change;
  const carriedOut = resolutions.map(({ decision: what, by }) => `${what} by ${by}`);
  return [after.takenBy === null ? after.state : `${after.state} ${after.takenBy.id}`, ...carriedOut].join(
    ", ",
  );
}

describe("R31: the life of an exception", () => {
  it("R31: takes every command of every admin exactly as reviewed", () => {
    const { matrix, untaken } = tryEverything({
      lifecycle,
      situations: {
        open: anException(),
        "taken by ada": taken,
        "accepted by ada": resolved,
        "of a balance, accepted by ada": anException({ ...resolved, kind: "balance_negative" }),
      },
      inputs,
      decide: (exception, input) => decideException(exception, input, now),
      describe: inWords,
    });
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
  });

  it("R31: something can be decided about every kind, and a seller is charged for losses alone", () => {
    for (const kind of EXCEPTION_KINDS) {
      expect(possibleDecisions({ kind, lossCents: 1 })).not.toEqual([]);
    }
    expect(possibleDecisions({ kind: "refund_outside", lossCents: 0 })).toEqual(["accept"]);
  });
});
