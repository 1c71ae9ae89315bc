import { afterEach, describe, expect, it } from "vitest";
import { lifecycle as payments } from "../../../services/payments/src/payments/lifecycle.ts";
import { withoutIntervals } from "../engine/processes.ts";
import { knownFaults } from "./known-faults.ts";
import { complaintsAbout, noteTakenRows } from "./rows.ts";
import { walk } from "./walk.ts";
import type { WalkTerms } from "./walk-terms.ts";
import { shortWalks, walkNamed } from "./walks.ts";

/** Far more than a short walk has: one that reaches them has grown, and belongs to `npm run explore`. */
const bounds = { mostMoments: 5_000, mostMs: 25_000 };

const taken = noteTakenRows();

const explore = (terms: WalkTerms) => withoutIntervals(() => walk(terms, bounds));

describe("a walk through everything that can happen to an order and its money", () => {
  it.each(shortWalks.map((terms) => [terms.name, terms.tries, terms] as const))(
    "%s: %s: every moment reaches an end with an escrow of 0, no cent is moved twice, and no order outlives its cap",
    async (_name, _tries, terms) => {
      const { broken, stoppedAt, ends } = await explore(terms);
      const known = knownFaults.filter((fault) => fault.walk === terms.name).map(({ property }) => property);
      expect(broken.filter(({ property }) => !known.includes(property))).toEqual([]);
      expect(stoppedAt).toBeNull();
      expect(ends).toBeGreaterThan(0);
    },
  );

  it("takes every row of the tables of orders, payments and movements, or says why not", () => {
    expect(complaintsAbout(taken, true)).toEqual([]);
  });
});

describe("a walk through a table that is broken", () => {
  // Read-only to all but this test.
  const rows = payments.rows as unknown as { on: string; from: readonly string[] }[];
  const row = rows.find(({ on, from }) => on === "paid" && from.includes("expired"));
  const from = row?.from ?? [];
  afterEach(() => {
    if (row) row.from = from;
  });

  it("tells the shortest way to money that the books do not know", async () => {
    if (row) row.from = ["awaiting_payment"];
    const { broken } = await explore(walkNamed("late payment", true));
    expect(broken).toMatchObject([{ property: "the platform's balance at Stripe is what the books say" }]);
    expect(broken[0]?.story).toEqual([
      "the order is placed",
      "payments.orders hears: orders.order.placed.v1",
      "the buyer: opens the checkout",
      "the buyer: pays",
      "time passes to the next deadline: it is 2026-01-05T09:30:00.000Z; the clock: pay",
      "payments.orders hears: orders.order.payment_expired.v1; payments works at a movement",
      "payments hears from Stripe: checkout.session.completed",
    ]);
  });
});
