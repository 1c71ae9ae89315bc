import { AccountClosed, AccountClosing, AccountReopened } from "@vc/contracts";
import { everyInput, tryEverything } from "@vc/lifecycle/testing";
import { describe, expect, it } from "vitest";
import { type Closing, openAccount } from "../accounts/account.ts";
import { type ClosingInput, closingAccount, decideClosing, lifecycle, stateOf } from "./lifecycle.ts";

const GRACE_MS = 900_000;
const since = new Date("2026-03-02T09:00:00Z");
const now = new Date("2026-03-02T09:01:00Z");
const person = openAccount(
  { id: "account_1", email: "lea@example.org", passwordHash: "hash", displayName: "Léa", locale: "fr" },
  new Date("2026-01-01T00:00:00Z"),
);

const inputs = everyInput<ClosingInput>()({
  request: { kind: "request", closingId: "closing_2" },
  promise: { kind: "promise" },
  "orders open": { kind: "open", from: "orders" },
  "orders nothing open": { kind: "nothing_open", from: "orders" },
  "orders clear": { kind: "clear", from: "orders" },
  "payments clear": { kind: "clear", from: "payments" },
  erased: { kind: "erased" },
});

const asked: Closing = {
  id: "closing_1",
  since,
  isPromised: false,
  answers: { orders: null, payments: null },
};
const answered = (orders: Closing["answers"]["orders"], payments: Closing["answers"]["payments"]) => ({
  ...asked,
  answers: { orders, payments },
});
const during = (closing: Closing | null) => closingAccount({ ...person, closing });

const situations = {
  open: during(null),
  "open, an admin": closingAccount({ ...person, roles: ["user", "admin"] }),
  asked: during(asked),
  "asked, payments clear": during(answered(null, "clear")),
  "asked, orders clear": during(answered("clear", "nothing_open")),
  promised: during({ ...answered("nothing_open", "nothing_open"), isPromised: true }),
  "promised, payments clear": during({ ...answered("nothing_open", "clear"), isPromised: true }),
  clear: during(answered("clear", "clear")),
  "clear, promised": during({ ...answered("clear", "clear"), isPromised: true }),
  closed: { ...during(null), state: "closed" as const },
};

/** By hand: the state that follows with the answers of orders and payments and what is published, or what comes instead. */
const reviewed: Record<keyof typeof situations, Record<keyof typeof inputs, string>> = {
  open: {
    request: "asked (-, -) closing",
    promise: "open_orders",
    "orders open": "already",
    "orders nothing open": "already",
    "orders clear": "already",
    "payments clear": "already",
    erased: "contradiction",
  },
  "open, an admin": {
    request: "own_admin_role",
    promise: "open_orders",
    "orders open": "already",
    "orders nothing open": "already",
    "orders clear": "already",
    "payments clear": "already",
    erased: "contradiction",
  },
  asked: {
    request: "already",
    promise: "promised (-, -)",
    "orders open": "open reopened",
    "orders nothing open": "asked (nothing_open, -)",
    "orders clear": "asked (clear, -)",
    "payments clear": "asked (-, clear)",
    erased: "contradiction",
  },
  "asked, payments clear": {
    request: "already",
    promise: "promised (-, clear)",
    "orders open": "open reopened",
    "orders nothing open": "asked (nothing_open, clear)",
    "orders clear": "clear (clear, clear) erased in 14 min",
    "payments clear": "already",
    erased: "contradiction",
  },
  "asked, orders clear": {
    request: "already",
    promise: "promised (clear, nothing_open)",
    "orders open": "already",
    "orders nothing open": "already",
    "orders clear": "already",
    "payments clear": "clear (clear, clear) erased in 14 min",
    erased: "contradiction",
  },
  promised: {
    request: "already",
    promise: "already",
    "orders open": "open reopened",
    "orders nothing open": "promised (nothing_open, nothing_open)",
    "orders clear": "promised (clear, nothing_open)",
    "payments clear": "promised (nothing_open, clear)",
    erased: "contradiction",
  },
  "promised, payments clear": {
    request: "already",
    promise: "already",
    "orders open": "open reopened",
    "orders nothing open": "promised (nothing_open, clear)",
    "orders clear": "clear (clear, clear) erased in 14 min",
    "payments clear": "already",
    erased: "contradiction",
  },
  clear: {
    request: "already",
    promise: "clear (clear, clear)",
    "orders open": "already",
    "orders nothing open": "already",
    "orders clear": "already",
    "payments clear": "already",
    erased: "closed (clear, clear) closed",
  },
  "clear, promised": {
    request: "already",
    promise: "already",
    "orders open": "already",
    "orders nothing open": "already",
    "orders clear": "already",
    "payments clear": "already",
    erased: "closed (clear, clear) closed",
  },
  closed: {
    request: "contradiction",
    promise: "contradiction",
    "orders open": "already",
    "orders nothing open": "already",
    "orders clear": "already",
    "payments clear": "already",
    erased: "contradiction",
  },
};

const eventNames = new Map<object, string>([
  [AccountClosing, "closing"],
  [AccountReopened, "reopened"],
  [AccountClosed, "closed"],
]);

const decideNow = (account: ReturnType<typeof during>, input: ClosingInput, at = now) =>
  decideClosing(account, input, { now: at, graceMs: GRACE_MS });

function inWords(decision: ReturnType<typeof decideNow>): string {
  if (decision.kind === "refused") return decision.reason;
  if (decision.kind !== "moved") return decision.kind;
  const { after, events, erasures } = decision.change;
  const answers = after.closing && Object.values(after.closing.answers).map((answer) => answer ?? "-");
  return [
    after.state,
    ...(answers ? [`(${answers.join(", ")})`] : []),
    ...events.map(({ type }) => eventNames.get(type)),
    ...erasures.map((at) => `erased in ${(at.getTime() - now.getTime()) / 60_000} min`),
  ].join(" ");
}

function changeBy(account: ReturnType<typeof during>, input: ClosingInput, at = now) {
  const decision = decideNow(account, input, at);
  if (decision.kind !== "moved") throw new Error(`it was ${decision.kind}`);
  return decision.change;
}

describe("the closing of an account", () => {
  it("R42: takes every request, answer and erasure exactly as reviewed", () => {
    const { matrix, untaken } = tryEverything({
      lifecycle,
      situations,
      inputs,
      decide: (account, input) => decideNow(account, input),
      describe: inWords,
    });
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
  });

  it("stores what its state follows from", () => {
    for (const account of Object.values(situations)) {
      for (const input of Object.values(inputs)) {
        const decision = decideNow(account, input);
        if (decision.kind !== "moved" || decision.change.after.state === "closed") continue;
        expect(stateOf(decision.change.after.closing)).toBe(decision.change.after.state);
      }
    }
  });

  it("R42: begins with a new id, at the time of the request", () => {
    const { after, events } = changeBy(situations.open, inputs.request);
    expect(after.closing).toEqual({ ...asked, id: "closing_2", since: now });
    expect(events.map(({ data }) => data)).toEqual([{ accountId: "account_1", closingId: "closing_2" }]);
  });

  it("R42: an account that stays open records whether its closing was promised", () => {
    for (const [situation, wasPromised] of [
      ["asked", false],
      ["promised", true],
    ] as const) {
      const { events } = changeBy(situations[situation], inputs["orders open"]);
      expect(events.map(({ data }) => data)).toEqual([
        { accountId: "account_1", closingId: "closing_1", wasPromised },
      ]);
    }
  });

  it("R42: is erased at once where the grace period is over", () => {
    const later = new Date(since.getTime() + GRACE_MS + 1);
    expect(changeBy(situations["asked, payments clear"], inputs["orders clear"], later).erasures).toEqual([
      later,
    ]);
  });

  it("R42: a promise is kept with what is stored", () => {
    expect(changeBy(situations.clear, inputs.promise).after.closing?.isPromised).toBe(true);
  });

  it("R42: publishes when it was closed", () => {
    const { events } = changeBy(situations.clear, inputs.erased);
    expect(events.map(({ data }) => data)).toEqual([{ accountId: "account_1", closedAt: now.toISOString() }]);
  });
});
