import { everyInput, tryEverything } from "@vc/lifecycle/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  claimed,
  decide,
  lifecycle,
  RECEIVABLE_STATES,
  type Receivable,
  type ReceivableFact,
  type ReceivableState,
} from "./lifecycle.ts";
import { recover } from "./recover.ts";

const now = new Date("2026-03-01T10:00:00Z");

function aReceivable(given: Partial<Receivable> = {}): Receivable {
  const begun = claimed(
    { kind: "claimed", id: "du_1", orderId: "order_1", sellerId: "account_1", owedCents: 1200 },
    now,
  );
  return { ...begun, ...given };
}

type LaterFact = Exclude<ReceivableFact, { kind: "claimed" }>;

/** The change that a fact makes; `null` when it is a repeat. */
function changeBy(receivable: Receivable, fact: LaterFact) {
  const decision = decide(receivable, fact, now);
  if (decision.kind !== "moved" && decision.kind !== "already") throw new Error(decision.kind);
  return decision.kind === "moved" ? decision.change : null;
}

const reversed = (amountCents: number, askedCents = amountCents) => {
  const ids = { id: "du_1", movementId: "rv:du_1:1", reversalId: "trr_1" };
  return { kind: "reversed", ...ids, amountCents, askedCents } as const;
};

describe("what a seller owes for a chargeback", () => {
  it("R30: while the bank decides it is kept from what the seller has, and nothing leaves their account", () => {
    const { receivables, entries, movements } = recover(
      [aReceivable()],
      { availableCents: 2000, connectedCents: 2000 },
      now,
    );
    expect(receivables).toMatchObject([{ collectedCents: 1200, reversingCents: 0 }]);
    expect(entries.map(({ kind }) => kind)).toEqual(["receivable_collected"]);
    expect(movements).toEqual([]);
  });

  it("R30: once it is due, what was collected comes back from the seller's balance at Stripe", () => {
    const due = aReceivable({ state: "due", collectedCents: 1200, collections: 1 });
    const { movements, receivables } = recover([due], { availableCents: 0, connectedCents: 700 }, now);
    expect(movements.map(({ id, order }) => [id, "amountCents" in order && order.amountCents])).toEqual([
      ["rv:du_1:1", 700],
    ]);
    const [after] = receivables;
    expect(
      after && recover([after], { availableCents: 0, connectedCents: 800 }, now).movements,
    ).toMatchObject([{ id: "rv:du_1:2", order: { amountCents: 500 } }]);
  });

  it("R30: dropped gives back exactly what was collected, and once", () => {
    const change = changeBy(aReceivable({ collectedCents: 500 }), { kind: "dropped", id: "du_1" });
    expect(change).toMatchObject({
      after: { state: "dropped" },
      entries: [{ kind: "receivable_given_back" }],
    });
    expect(change && changeBy(change.after, { kind: "dropped", id: "du_1" })).toBeNull();
    expect(changeBy(aReceivable(), { kind: "dropped", id: "du_1" })?.entries).toEqual([]);
  });

  it("is settled when all of it has come back", () => {
    const due = aReceivable({ state: "due", collectedCents: 1200, reversingCents: 1200 });
    const half = changeBy(due, reversed(600))?.after;
    expect(half?.state).toBe("due");
    expect(half && changeBy(half, reversed(600))?.after.state).toBe("settled");
  });

  it("stripe F23: of which less came back than was asked for asks for the rest again", () => {
    const due = aReceivable({ state: "due", collectedCents: 1200, reversingCents: 1200, reversals: 1 });
    const change = changeBy(due, reversed(500, 1200));
    expect(change?.entries.map(({ kind }) => kind)).toEqual(["reversal_made", "reversal_reduced"]);
    expect(change?.after).toMatchObject({ state: "due", reversedCents: 500, reversingCents: 500 });
    const again = change && recover([change.after], { availableCents: 0, connectedCents: 700 }, now);
    expect(again?.movements).toMatchObject([{ id: "rv:du_1:2", order: { amountCents: 700 } }]);
  });

  it("R31: that an admin charged is due at once, and settled when the seller's money covers it", () => {
    const charged = claimed(
      {
        kind: "claimed",
        id: "trr_1",
        orderId: "order_1",
        sellerId: "account_1",
        owedCents: 700,
        isDue: true,
        comesBack: false,
      },
      now,
    );
    expect(charged.state).toBe("due");
    const { receivables, movements } = recover([charged], { availableCents: 900, connectedCents: 900 }, now);
    expect(receivables).toMatchObject([{ state: "settled", collectedCents: 700 }]);
    expect(movements).toEqual([]);
  });

  /** By hand: where each fact leads and what it posts; `null` changes nothing, "never" cannot be. */
  const reviewed: Record<
    ReceivableState | "due, all but a cent back" | "due, with the platform",
    Record<LaterFact["kind"], readonly string[] | null | "never">
  > = {
    held: {
      due: ["due"],
      dropped: ["dropped", "receivable_given_back"],
      reduced: ["held", "receivable_given_back"],
      collected: "never",
      reversed: "never",
    },
    due: {
      due: null,
      dropped: "never",
      reduced: "never",
      collected: "never",
      reversed: ["due", "reversal_made"],
    },
    "due, all but a cent back": {
      due: null,
      dropped: "never",
      reduced: "never",
      collected: "never",
      reversed: ["settled", "reversal_made"],
    },
    "due, with the platform": {
      due: null,
      dropped: "never",
      reduced: "never",
      collected: ["settled"],
      reversed: ["due", "reversal_made"],
    },
    dropped: { due: "never", dropped: null, reduced: "never", collected: "never", reversed: "never" },
    settled: { due: null, dropped: "never", reduced: "never", collected: "never", reversed: "never" },
  };

  it("R30: takes every fact exactly as reviewed in every state", () => {
    const { matrix, untaken } = tryEverything({
      lifecycle,
      situations: {
        ...Object.fromEntries(
          RECEIVABLE_STATES.map((state) => [state, aReceivable({ state, collectedCents: 500 })]),
        ),
        "due, all but a cent back": aReceivable({ state: "due", collectedCents: 500, reversedCents: 1199 }),
        "due, with the platform": aReceivable({ state: "due", collectedCents: 500, comesBack: false }),
      },
      inputs: everyInput<LaterFact>()({
        due: { kind: "due", id: "du_1" },
        dropped: { kind: "dropped", id: "du_1" },
        reduced: { kind: "reduced", id: "du_1", owedCents: 400 },
        collected: { kind: "collected", id: "du_1" },
        reversed: reversed(1),
      }),
      decide: (receivable, fact) => decide(receivable, fact, now),
      describe: (decision) => {
        if (decision.kind === "already") return null;
        if (decision.kind !== "moved") return "never";
        const { after, entries } = decision.change;
        return [after.state, ...entries.map(({ kind }) => kind)];
      },
    });
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
  });

  it("R29, R30: never takes more than there is, from any of several claims and funds", () => {
    const someReceivable = fc
      .record({
        state: fc.constantFrom("held" as const, "due" as const),
        owedCents: fc.integer({ min: 1, max: 5_000 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        back: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ state, owedCents, share, back }) => {
        const collectedCents = Math.floor(owedCents * share);
        const reversingCents = state === "due" ? Math.floor(collectedCents * back) : 0;
        return aReceivable({ state, owedCents, collectedCents, reversingCents });
      });
    fc.assert(
      fc.property(
        fc.array(someReceivable, { maxLength: 4 }),
        fc.nat(6_000),
        fc.nat(6_000),
        (list, availableCents, connectedCents) => {
          const open = list.map((receivable, index) => ({ ...receivable, id: `du_${index}` }));
          const result = recover(open, { availableCents, connectedCents }, now);
          const takenFrom = (account: string) =>
            result.entries
              .flatMap(({ lines }) => lines)
              .reduce((sum, line) => sum + (line.account === account ? Math.abs(line.amountCents) : 0), 0);
          expect(takenFrom("SELLER:account_1")).toBeLessThanOrEqual(availableCents);
          expect(takenFrom("CONNECTED_CASH:account_1")).toBeLessThanOrEqual(connectedCents);
          for (const after of result.receivables) {
            expect(after.collectedCents).toBeLessThanOrEqual(after.owedCents);
            expect(after.reversingCents).toBeLessThanOrEqual(after.collectedCents);
          }
          const owed = open.reduce((sum, one) => sum + one.owedCents - one.collectedCents, 0);
          expect(takenFrom("SELLER:account_1")).toBe(Math.min(owed, availableCents));
        },
      ),
    );
  });
});
