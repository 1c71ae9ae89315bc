import { WITHDRAWAL_STATES } from "@vc/contracts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { naturalCents } from "../ledger/chart.ts";
import { type Entry, withdrawalRequested } from "../ledger/entries.ts";
import { decide, type PayoutFact, type Withdrawal, type WithdrawalState } from "./lifecycle.ts";

const now = new Date("2026-03-01T10:00:00Z");
const facts: PayoutFact[] = [
  { kind: "made", payoutId: "po_1" },
  { kind: "paid", payoutId: "po_1" },
  { kind: "failed", payoutId: "po_1" },
  { kind: "refused" },
];

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

/** By hand: where each fact leads and what it posts; `null` changes nothing. */
const reviewed: Record<WithdrawalState, Record<PayoutFact["kind"], readonly string[] | null>> = {
  pending: {
    made: ["pending"],
    paid: ["paid", "withdrawal_paid"],
    failed: ["failed", "withdrawal_failed"],
    refused: ["failed", "withdrawal_failed"],
  },
  paid: { made: null, paid: null, failed: ["failed", "withdrawal_returned"], refused: null },
  failed: { made: null, paid: null, failed: null, refused: null },
};

describe("the life of a withdrawal", () => {
  it.each(WITHDRAWAL_STATES)("R29: takes every fact exactly as reviewed while it is %s", (state) => {
    const withdrawal = { ...aWithdrawal(), state, payoutId: state === "paid" ? "po_1" : null };
    for (const fact of facts) {
      const change = decide(withdrawal, fact, now);
      const taken = change && [change.withdrawal.state, ...change.entries.map(({ kind }) => kind)];
      expect(taken, fact.kind).toEqual(reviewed[state][fact.kind]);
    }
  });

  it("R29: whatever is told how often and in which order, the money is in one place", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...facts), { maxLength: 8 }), (told) => {
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
          const change = decide(withdrawal, fact, now);
          if (change === null) continue;
          withdrawal = change.withdrawal;
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
    const paid = decide(aWithdrawal(), { kind: "paid", payoutId: "po_1" }, now);
    const returned = paid && decide(paid.withdrawal, { kind: "failed", payoutId: "po_1" }, now);
    expect(returned?.withdrawal.state).toBe("failed");
    expect(returned?.entries.map((entry) => entry.kind)).toEqual(["withdrawal_returned"]);
    expect(returned && decide(returned.withdrawal, { kind: "paid", payoutId: "po_1" }, now)).toBeNull();
  });
});
