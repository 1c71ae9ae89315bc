import { WITHDRAWAL_STATES } from "@vc/contracts";
import { everyInput, tryEverything } from "@vc/lifecycle/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naturalCents } from "../ledger/chart.ts";
import { type Entry, withdrawalRequested } from "../ledger/entries.ts";
import {
  decide,
  isPayoutOf,
  lifecycle,
  type PayoutFact,
  type Withdrawal,
  type WithdrawalState,
} from "./lifecycle.ts";

const now = new Date("2026-03-01T10:00:00Z");
const facts = everyInput<PayoutFact>()({
  made: { kind: "made", payoutId: "po_1" },
  paid: { kind: "paid", payoutId: "po_1" },
  failed: { kind: "failed", payoutId: "po_1" },
  refused: { kind: "refused" },
});

/** The change that a fact makes; `null` when it makes none. */
function changeBy(withdrawal: Withdrawal, fact: PayoutFact) {
  const decision = decide(withdrawal, fact, now);
  return decision.kind === "moved" ? decision.change : null;
}

function aWithdrawal(): Withdrawal {
  return {
    id: "withdrawal_1",
    accountId: "account_1",
    amountCents: 700,
    state: "pending",
    payoutId: null,
    createdAt: now,
    sequence: 0,
    revision: 1,
  };
}

/** By hand: where each fact leads, what it posts and what it publishes; `null` changes nothing. */
const reviewed: Record<WithdrawalState, Record<PayoutFact["kind"], readonly string[] | null>> = {
  pending: {
    made: ["pending"],
    paid: ["paid", "withdrawal_paid", "paid"],
    failed: ["failed", "withdrawal_failed", "failed"],
    refused: ["failed", "withdrawal_failed", "failed"],
  },
  paid: { made: null, paid: null, failed: ["failed", "withdrawal_returned", "failed"], refused: null },
  failed: { made: null, paid: null, failed: null, refused: null },
};

describe("the life of a withdrawal", () => {
  it("R29: takes every fact exactly as reviewed in every state", () => {
    const { matrix, untaken } = tryEverything({
      lifecycle,
      situations: Object.fromEntries(
        WITHDRAWAL_STATES.map((state) => [
          state,
          { ...aWithdrawal(), state, payoutId: state === "paid" ? "po_1" : null },
        ]),
      ),
      inputs: facts,
      decide: (withdrawal, fact) => decide(withdrawal, fact, now),
      describe: (decision) => {
        if (decision.kind === "already") return null;
        if (decision.kind !== "moved") return decision.kind;
        const { after, entries, events } = decision.change;
        const names = events.map(({ type }) => type.name.split(".").at(-2));
        return [after.state, ...entries.map(({ kind }) => kind), ...names];
      },
    });
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
  });

  it("R29: keeps the payout that was made, once", () => {
    const made = changeBy(aWithdrawal(), facts.made)?.after;
    expect(made?.payoutId).toBe("po_1");
    expect(made && changeBy(made, facts.made)).toBeNull();
  });

  it("R29: the money is in one place, after any reports in any number and order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(facts)), { maxLength: 8 }), (told) => {
        let withdrawal = aWithdrawal();
        const sums = new Map([
          ["SELLER:account_1", 1000],
          ["CONNECTED_CASH:account_1", 1000],
        ]);
        const post = ({ lines }: Entry) => {
          for (const { account, amountCents } of lines) {
            sums.set(account, (sums.get(account) ?? 0) + naturalCents(account, amountCents));
          }
        };
        const { id: withdrawalId, accountId, amountCents } = withdrawal;
        post(withdrawalRequested({ withdrawalId, accountId, amountCents, at: now }));
        for (const fact of told) {
          const change = changeBy(withdrawal, fact);
          if (change === null) continue;
          withdrawal = change.after;
          for (const entry of change.entries) post(entry);
        }
        const left = withdrawal.state === "failed" ? 1000 : 300;
        const due = withdrawal.state === "pending" ? 700 : 0;
        expect(Object.fromEntries(sums)).toEqual({
          "SELLER:account_1": left,
          "CONNECTED_CASH:account_1": left,
          "PAYOUT_DUE:account_1": due,
          "TRANSIT:account_1": due,
        });
      }),
    );
  });

  it("R29: a payout that the bank sends back after it was paid returns to the balance", () => {
    const paid = changeBy(aWithdrawal(), facts.paid);
    const returned = paid && changeBy(paid.after, facts.failed);
    expect(returned?.after.state).toBe("failed");
    expect(returned?.entries.map((entry) => entry.kind)).toEqual(["withdrawal_returned"]);
    expect(returned && changeBy(returned.after, facts.paid)).toBeNull();
  });
});

it.each([
  ["its own", { id: "po_1", amount: 700 }, "account_1", null, true],
  ["its own, recorded before", { id: "po_1", amount: 700 }, "account_1", "po_1", true],
  ["another one, after its own", { id: "po_2", amount: 700 }, "account_1", "po_1", false],
  ["another amount", { id: "po_1", amount: 699 }, "account_1", null, false],
  ["another account's", { id: "po_1", amount: 700 }, "account_2", null, false],
])(
  "security 22: of payouts that name a withdrawal, %s is told apart",
  (_what, payout, accountId, payoutId, isIts) => {
    expect(isPayoutOf({ ...aWithdrawal(), payoutId }, payout, accountId)).toBe(isIts);
  },
);

it("R31: a payout that names a withdrawal which failed without one has paid something else", () => {
  const payout = { id: "po_1", amount: 700 };
  expect(isPayoutOf({ ...aWithdrawal(), state: "failed" }, payout, "account_1")).toBe(false);
  expect(isPayoutOf({ ...aWithdrawal(), state: "failed", payoutId: "po_1" }, payout, "account_1")).toBe(true);
});
