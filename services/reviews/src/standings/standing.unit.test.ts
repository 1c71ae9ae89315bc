import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anEndedOrder, anOrder } from "../../test/builders.ts";
import type { OrderEnding, OrderFacts } from "../orders/order-facts.ts";
import { noStars, type StarCounts } from "../reviews/stars.ts";
import { explainStanding } from "./explain-standing.ts";
import { standingHorizon, standingOf } from "./standing.ts";

const now = new Date("2026-12-15T12:00:00Z");
const at = (time: string) => new Date(`${time}T12:00:00Z`);

/** So many orders that ended one way. */
function orders(count: number, ending: OrderEnding, wanted: Partial<OrderFacts> = {}): OrderFacts[] {
  return Array.from({ length: count }, () => anEndedOrder(ending, wanted));
}
const good: OrderEnding = { kind: "completed", at: at("2026-12-01"), wasLate: false };
const late: OrderEnding = { ...good, wasLate: true };
const refused: OrderEnding = { kind: "refused", at: at("2026-12-01") };
const cancelled = (isJustified: boolean | null, time = "2026-12-01"): OrderEnding => ({
  kind: "cancelled",
  at: at(time),
  by: "seller",
  isJustified,
});

const effects = (facts: readonly OrderFacts[], stars: StarCounts = noStars) =>
  Object.fromEntries(standingOf(stars, facts, now).contributions.map(({ kind, effect }) => [kind, effect]));

describe("R35: the mean of the stars is shrunken", () => {
  it("R35: a newcomer begins with 4.0 and no rating", () => {
    expect(standingOf(noStars, [], now)).toMatchObject({
      score: 4,
      ratingMean: null,
      ratingCount: 0,
      changesAt: null,
    });
  });

  it.each([
    [{ ...noStars, 5: 1 }, 4.17, 5],
    [{ ...noStars, 1: 1 }, 3.5, 1],
    [{ ...noStars, 5: 95 }, 4.95, 5],
    [{ ...noStars, 1: 2, 4: 1, 5: 2 }, 3.6, 3.2],
  ])("R35: %j gives %f", (stars, score, mean) => {
    expect(standingOf(stars, [], now)).toMatchObject({ score, ratingMean: mean });
  });
});

describe("R35: too many refusals", () => {
  it.each([
    [4, 0, 0],
    [1, 9, 0],
    [2, 8, -0.2],
    [5, 5, -0.8],
    [5, 0, -1.8],
  ])("R35: %i refused of %i more", (refusals, others, effect) => {
    expect(effects([...orders(refusals, refused), ...orders(others, good)]).refusals).toBe(effect);
  });

  it("R35: orders of more than 6 months ago count no more", () => {
    const old = orders(6, refused, { paidAt: at("2026-06-15") });
    expect(effects(old).refusals).toBe(0);
    const young = orders(6, refused, { paidAt: new Date("2026-06-15T12:00:00.001Z") });
    expect(effects(young).refusals).toBe(-1.8);
  });

  it("R11: an order that expired counts as refused only where the buyer had completed the brief", () => {
    const expired = (countsAgainstSeller: boolean): OrderEnding => ({
      kind: "expired",
      at: at("2026-12-01"),
      countsAgainstSeller,
    });
    expect(effects(orders(5, expired(true))).refusals).toBe(-1.8);
    expect(effects(orders(5, expired(false))).refusals).toBe(0);
  });
});

describe("R35: unjustified cancellations and late deliveries", () => {
  it("R23: only unjustified cancellations of the last 12 months count, up to a most", () => {
    expect(effects(orders(2, cancelled(false))).cancellations).toBe(-0.5);
    expect(effects(orders(9, cancelled(false))).cancellations).toBe(-1.5);
    expect(effects(orders(2, cancelled(true))).cancellations).toBe(0);
    expect(effects(orders(2, { ...cancelled(null), by: "buyer" } as OrderEnding)).cancellations).toBe(0);
    expect(effects(orders(2, cancelled(false, "2025-12-15"))).cancellations).toBe(0);
  });

  it("R23: a cancellation that a mediator excused does not count", () => {
    const excused = orders(2, cancelled(false), { isExcused: true });
    expect(standingOf(noStars, excused, now)).toMatchObject({ score: 4, unjustifiedCancellations: 0 });
  });

  it("R35: late deliveries count by their share, of at least 5", () => {
    expect(effects(orders(1, late)).lateness).toBe(-0.2);
    expect(effects([...orders(2, late), ...orders(8, good)]).lateness).toBe(-0.2);
    expect(effects(orders(10, good)).lateness).toBe(0);
  });

  it("R15: an order that was cancelled late and undelivered was late; one that was cancelled in time was not", () => {
    const due = { at: at("2026-11-30"), sequence: 3 };
    const byBuyer: OrderEnding = { kind: "cancelled", at: at("2026-12-01"), by: "buyer", isJustified: null };
    expect(standingOf(noStars, [anEndedOrder(byBuyer, { due })], now).onTimeRate).toBe(0);
    const inTime = anEndedOrder(byBuyer, { due: { at: at("2026-12-02"), sequence: 3 } });
    expect(standingOf(noStars, [inTime], now).onTimeRate).toBeNull();
  });

  it("R36: rates for the profile", () => {
    const facts = [
      ...orders(1, late),
      ...orders(3, good),
      ...orders(1, refused),
      ...orders(1, cancelled(false)),
    ];
    expect(standingOf(noStars, facts, now)).toMatchObject({
      refusalRate: 0.1667,
      onTimeRate: 0.75,
      unjustifiedCancellations: 1,
    });
  });
});

describe("R35: what holds for every seller", () => {
  const times = fc.date({ min: at("2025-06-01"), max: now, noInvalidDate: true });
  const endings: fc.Arbitrary<OrderEnding> = fc.oneof(
    fc.record({ kind: fc.constant("completed" as const), at: times, wasLate: fc.boolean() }),
    fc.record({ kind: fc.constant("refused" as const), at: times }),
    fc.record({ kind: fc.constant("expired" as const), at: times, countsAgainstSeller: fc.boolean() }),
    fc.record({
      kind: fc.constant("cancelled" as const),
      at: times,
      by: fc.constant("seller" as const),
      isJustified: fc.boolean(),
    }),
  );
  const anyOrders = fc.array(
    fc.oneof(
      endings.map((ending) => anEndedOrder(ending)),
      fc.constant(anOrder()),
    ),
  );
  const upTo20 = fc.nat({ max: 20 });
  const anyStars = fc.record({ 1: upTo20, 2: upTo20, 3: upTo20, 4: upTo20, 5: upTo20 });

  it("R35: the score is between 0 and 5, and its contributions add up to it", () => {
    fc.assert(
      fc.property(anyStars, anyOrders, (stars, facts) => {
        const { score, contributions } = standingOf(stars, facts, now);
        const sum = contributions.reduce((total, { effect }) => total + effect, 0);
        expect(score).toBeCloseTo(Math.max(0, sum), 5);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(5);
      }),
    );
  });

  it("R35: nothing that leaves the windows before changesAt changes the score", () => {
    fc.assert(
      fc.property(anyOrders, (facts) => {
        const { score, changesAt } = standingOf(noStars, facts, now);
        const justBefore = changesAt === null ? at("2029-01-01") : new Date(changesAt.getTime() - 1);
        expect(standingOf(noStars, facts, justBefore).score).toBe(score);
      }),
    );
  });

  it("R35: orders that ended before the horizon count for nothing", () => {
    const before = new Date(standingHorizon(now).getTime() - 1);
    const old = [
      ...orders(6, { ...refused, at: before }),
      ...orders(6, { ...late, at: before } as OrderEnding),
    ];
    expect(standingOf(noStars, [...old, ...orders(6, cancelled(false, "2025-01-01"))], now).score).toBe(4);
  });
});

it("R35: every contribution is explained in French and English, with its numbers", () => {
  const facts = [...orders(2, refused), ...orders(3, late), ...orders(1, cancelled(false))];
  const { score, contributions } = explainStanding(standingOf({ ...noStars, 4: 2, 5: 1 }, facts, now));
  expect(score).toBe(2.81);
  expect(contributions).toEqual([
    {
      kind: "reviews",
      value: 4.33,
      effect: 4.13,
      explanation: {
        fr: expect.stringContaining("Avis : 3 ; moyenne : 4,33 étoiles"),
        en: expect.stringContaining("Reviews: 3; mean: 4.33 stars"),
      },
    },
    {
      kind: "refusals",
      value: 0.3333,
      effect: -0.47,
      explanation: {
        fr: expect.stringContaining("2 sur 6"),
        en: expect.stringContaining("2 of 6 orders"),
      },
    },
    {
      kind: "cancellations",
      value: 1,
      effect: -0.25,
      explanation: { fr: expect.stringContaining("0,25 point"), en: expect.stringContaining("0.25 points") },
    },
    {
      kind: "lateness",
      value: 1,
      effect: -0.6,
      explanation: { fr: expect.stringContaining("3 sur 3"), en: expect.stringContaining("3 of 3") },
    },
  ]);
});
