import { everyInput, tryEverything } from "@vc/lifecycle/testing";
import { describe, expect, it } from "vitest";
import { compare } from "./compare.ts";
import {
  decide,
  dueDay,
  lifecycle,
  RECONCILIATION_STATES,
  type Reconciliation,
  type ReconciliationFact,
} from "./lifecycle.ts";

const HOUR_MS = 60 * 60_000;

const difference = compare("ch_1", [{ entryId: "paid:1", stripeId: "ch_1", cents: 1 }], []);
if (difference === null) throw new Error("one side knows it, and the other does not");

const others = [{ type: "payout", count: 1, netCents: -500 }];
const inputs = everyInput<ReconciliationFact>()({
  "compared and agrees": { kind: "compared", differences: [], bookedCount: 7, entryCount: 8, others },
  "compared and differs": {
    kind: "compared",
    differences: [difference],
    bookedCount: 7,
    entryCount: 8,
    others,
  },
  interrupted: { kind: "interrupted" },
  requested: { kind: "requested" },
});

const now = new Date("2026-04-01T00:00:00Z");

/** An hour for each failure, so that the matrix shows what was counted. */
const takingAt = (at: Date) => (reconciliation: Reconciliation, fact: ReconciliationFact) =>
  decide(reconciliation, fact, {
    now: at,
    retryAt: (failures) => new Date(at.getTime() + failures * HOUR_MS),
  });

function inWords(decision: ReturnType<typeof decide>): string {
  if (decision.kind !== "moved") return decision.kind;
  const { state, nextAt, differences, bookedCount, entryCount, checkedAt } = decision.change.after;
  const again =
    nextAt === null ? "never again" : `again in ${(nextAt.getTime() - now.getTime()) / HOUR_MS} h`;
  const counts = checkedAt === now ? `, ${differences.length} of ${bookedCount} and ${entryCount}` : "";
  return `${state}, ${again}${counts}`;
}

/** By hand: what a difference means by the age of its day. What else happens does not depend on the age. */
const days = {
  "2026-03-31": "settling, again in 6 h, 1 of 7 and 8",
  "2026-03-29": "settling, again in 6 h, 1 of 7 and 8",
  "2026-03-28": "differs, again in 24 h, 1 of 7 and 8",
  "2026-03-02": "differs, again in 24 h, 1 of 7 and 8",
  "2026-03-01": "differs, never again, 1 of 7 and 8",
};
const cases = Object.entries(days).flatMap(([day, differs]) =>
  RECONCILIATION_STATES.map((state) => ({ name: `${day}, ${state}`, day, state, differs })),
);
const situations = Object.fromEntries(
  cases.map(({ name, day, state }) => [name, { ...dueDay(day, new Date(0)), state }]),
);
const reviewed = Object.fromEntries(
  cases.map(({ name, state, differs }) => [
    name,
    {
      "compared and agrees": "clean, never again, 0 of 7 and 8",
      "compared and differs": differs,
      interrupted: `${state}, again in 1 h`,
      requested: `${state}, again in 0 h`,
    },
  ]),
);

describe("a day beside what Stripe booked on it", () => {
  it("R31: takes every comparison exactly as reviewed, in each state and at each age", () => {
    const { matrix, untaken } = tryEverything({
      lifecycle,
      situations,
      inputs,
      decide: takingAt(now),
      describe: inWords,
    });
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
  });

  it("R31: may settle for three days to the second, and is watched for 30", () => {
    const stateAt = (time: string) => {
      const decision = takingAt(new Date(time))(dueDay("2026-03-01", now), inputs["compared and differs"]);
      return decision.kind === "moved" && [decision.change.after.state, decision.change.after.nextAt];
    };
    expect(stateAt("2026-03-04T23:59:59Z")).toEqual(["settling", new Date("2026-03-05T05:59:59Z")]);
    expect(stateAt("2026-03-31T23:59:59Z")).toEqual(["differs", new Date("2026-04-01T23:59:59Z")]);
    expect(stateAt("2026-04-01T00:00:00Z")).toEqual(["differs", null]);
  });

  it("R31: begins due, at once, and keeps what an operator moved", () => {
    const begun = dueDay("2026-03-01", now);
    expect(begun).toMatchObject({ state: "due", nextAt: now, checkedAt: null });
    expect(takingAt(now)(begun, inputs["compared and agrees"])).toMatchObject({
      change: { after: { others, checkedAt: now } },
    });
  });
});
