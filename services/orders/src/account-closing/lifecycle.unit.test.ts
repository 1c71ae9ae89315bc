import { everyInput, tryEverything } from "@vc/lifecycle/testing";
import { describe, expect, it } from "vitest";
import {
  CLOSING_STATES,
  type Closing,
  type ClosingFact,
  type ClosingState,
  decideClosing,
  lifecycle,
  openAccount,
} from "./lifecycle.ts";

const now = new Date("2026-03-01T10:00:00Z");

const facts = everyInput<ClosingFact>()({
  requested: { kind: "requested", closingId: "closing_2" },
  order_found: { kind: "order_found" },
  reopened: { kind: "reopened" },
  closed: { kind: "closed" },
});

const situations: Record<ClosingState, Closing> = {
  open: openAccount("account_1"),
  closing: { ...openAccount("account_1"), state: "closing", closingId: "closing_1" },
  closed: { ...openAccount("account_1"), state: "closed", closingId: "closing_1", erasedUpTo: "place" },
};

/** By hand, from R42: the state that follows, and the request that orders answer then; `null` changes nothing. */
const reviewed: Record<ClosingState, Record<ClosingFact["kind"], readonly unknown[] | null>> = {
  open: {
    requested: ["closing", "closing_2"],
    order_found: null,
    reopened: null,
    closed: ["closed", null],
  },
  closing: {
    requested: ["closing", "closing_2"],
    order_found: ["open", null],
    reopened: ["open", null],
    closed: ["closed", "closing_1"],
  },
  closed: { requested: null, order_found: null, reopened: null, closed: null },
};

describe("the closing of an account in orders", () => {
  it("R42: takes every fact exactly as reviewed in every state", () => {
    const { matrix, untaken } = tryEverything({
      lifecycle,
      situations,
      inputs: facts,
      decide: (closing, fact) => decideClosing(closing, fact, now),
      describe: (decision) => {
        if (decision.kind === "already") return null;
        if (decision.kind !== "moved") return decision.kind;
        const { state, closingId } = decision.change.after;
        return [state, closingId];
      },
    });
    expect(Object.keys(matrix)).toEqual([...CLOSING_STATES]);
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
  });
});
