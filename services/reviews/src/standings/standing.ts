import type { StandingFormula } from "@vc/contracts";
import { addMonths } from "../calendar.ts";
import type { OrderFacts } from "../orders/order-facts.ts";
import type { StarCounts } from "../reviews/stars.ts";

/**
 * The public formula of a seller's score (R35), explained in docs/standing.md. Every number of it stands here.
 */
export const standingFormula = {
  /** A seller's mean is taken as if so many reviews of so many stars had come before theirs. */
  priorReviews: 5,
  priorStars: 4,
  /** Refusals count above this share of the orders of so many months, once there are so many orders. */
  refusalMonths: 6,
  refusalMinOrders: 5,
  refusalTolerance: 0.1,
  /** Points per whole of the share above. */
  refusalWeight: 2,
  /** Points for each unjustified cancellation of so many months, up to a most. */
  cancellationMonths: 12,
  cancellationPoints: 0.25,
  cancellationMost: 1.5,
  /** Points per whole of the share of late deliveries of so many months, taken of at least so many. */
  latenessMonths: 12,
  latenessMinDeliveries: 5,
  latenessWeight: 1,
} as const satisfies StandingFormula;

/** One part of the score: a fact, and what it adds or takes. The parts add up to the score, which is at least 0. */
export type Contribution =
  | {
      readonly kind: "reviews";
      readonly effect: number;
      readonly mean: number | null;
      readonly count: number;
    }
  | { readonly kind: "refusals"; readonly effect: number; readonly refused: number; readonly orders: number }
  | { readonly kind: "cancellations"; readonly effect: number; readonly count: number }
  | {
      readonly kind: "lateness";
      readonly effect: number;
      readonly late: number;
      readonly deliveries: number;
    };

export interface Standing {
  readonly score: number;
  /** Plain mean of the stars, two decimals; `null` without reviews. */
  readonly ratingMean: number | null;
  readonly ratingCount: number;
  readonly refusalRate: number;
  /** `null` before the first delivery. */
  readonly onTimeRate: number | null;
  readonly unjustifiedCancellations: number;
  readonly contributions: readonly Contribution[];
  /** When the score may change next although nothing happens, because something becomes too old to count. */
  readonly changesAt: Date | null;
}

/** Orders that ended before this count for nothing any more. */
export function standingHorizon(now: Date): Date {
  return addMonths(now, -Math.max(standingFormula.cancellationMonths, standingFormula.latenessMonths) - 1);
}

/**
 * A seller's standing at a moment, from the stars of their published reviews and their orders. Pure.
 * `orders` may hold any that are too old to count.
 */
export function standingOf(stars: StarCounts, orders: readonly OrderFacts[], now: Date): Standing {
  const reviews = reviewsPart(stars);
  const refusals = refusalsPart(orders, now);
  const cancellations = cancellationsPart(orders, now);
  const lateness = latenessPart(orders, now);
  const parts = [
    reviews.contribution,
    refusals.contribution,
    cancellations.contribution,
    lateness.contribution,
  ];
  const sum = parts.reduce((total, part) => total + part.effect, 0);
  const leaving = [...refusals.leaving, ...cancellations.leaving, ...lateness.leaving];
  return {
    score: round(Math.min(5, Math.max(0, sum))),
    ratingMean: reviews.contribution.mean,
    ratingCount: reviews.contribution.count,
    refusalRate: share(refusals.contribution.refused, refusals.contribution.orders) ?? 0,
    onTimeRate: share(
      lateness.contribution.deliveries - lateness.contribution.late,
      lateness.contribution.deliveries,
    ),
    unjustifiedCancellations: cancellations.contribution.count,
    contributions: parts,
    changesAt: leaving.length === 0 ? null : new Date(Math.min(...leaving.map((time) => time.getTime()))),
  };
}

/** The shrunken mean: few reviews say little, so they move the score little. */
function reviewsPart(stars: StarCounts) {
  const { priorReviews, priorStars } = standingFormula;
  const given = ([1, 2, 3, 4, 5] as const).map((star) => ({ star, times: stars[star] }));
  const count = given.reduce((total, { times }) => total + times, 0);
  const sum = given.reduce((total, { star, times }) => total + star * times, 0);
  return {
    contribution: {
      kind: "reviews" as const,
      effect: round((priorReviews * priorStars + sum) / (priorReviews + count)),
      // hunt F21: never shown better than it is, however it is rounded again.
      mean: count === 0 ? null : Math.floor((sum * 100) / count) / 100,
      count,
    },
  };
}

function refusalsPart(orders: readonly OrderFacts[], now: Date) {
  const { refusalMonths, refusalMinOrders, refusalTolerance, refusalWeight } = standingFormula;
  const recent = orders.flatMap((order) => {
    const leavesAt = order.paidAt && addMonths(order.paidAt, refusalMonths);
    return leavesAt !== null && leavesAt > now ? [{ isRefused: isRefusal(order), leavesAt }] : [];
  });
  const refused = recent.filter((order) => order.isRefused).length;
  const excess = recent.length < refusalMinOrders ? 0 : refused / recent.length - refusalTolerance;
  return {
    contribution: {
      kind: "refusals" as const,
      effect: loss(refusalWeight * Math.max(0, excess)),
      refused,
      orders: recent.length,
    },
    // Without a refusal the share is 0 whichever order leaves.
    leaving: refused === 0 ? [] : recent.map((order) => order.leavesAt),
  };
}

/** R11: an order that expired counts like a refusal only where the buyer had done their part. */
function isRefusal({ ending }: OrderFacts): boolean {
  return ending?.kind === "refused" || (ending?.kind === "expired" && ending.countsAgainstSeller);
}

function cancellationsPart(orders: readonly OrderFacts[], now: Date) {
  const { cancellationMonths, cancellationPoints, cancellationMost } = standingFormula;
  const leaving = orders.flatMap(({ ending, isExcused }) => {
    const isUnjustified = ending?.kind === "cancelled" && ending.isJustified === false && !isExcused;
    const leavesAt = isUnjustified ? addMonths(ending.at, cancellationMonths) : null;
    return leavesAt !== null && leavesAt > now ? [leavesAt] : [];
  });
  const effect = loss(Math.min(cancellationMost, cancellationPoints * leaving.length));
  return { contribution: { kind: "cancellations" as const, effect, count: leaving.length }, leaving };
}

function latenessPart(orders: readonly OrderFacts[], now: Date) {
  const { latenessMonths, latenessMinDeliveries, latenessWeight } = standingFormula;
  const recent = orders.flatMap((order) => {
    const delivery = deliveryOf(order);
    const leavesAt = delivery && addMonths(delivery.at, latenessMonths);
    return delivery && leavesAt && leavesAt > now ? [{ isLate: delivery.isLate, leavesAt }] : [];
  });
  const late = recent.filter((delivery) => delivery.isLate).length;
  return {
    contribution: {
      kind: "lateness" as const,
      effect: loss((latenessWeight * late) / Math.max(latenessMinDeliveries, recent.length)),
      late,
      deliveries: recent.length,
    },
    leaving: late === 0 ? [] : recent.map((delivery) => delivery.leavesAt),
  };
}

/** R15: when an order was delivered and whether in time. One that ended late and undelivered is a late delivery. */
function deliveryOf({ ending, delivery, due }: OrderFacts): { at: Date; isLate: boolean } | null {
  if (ending?.kind === "completed") return { at: ending.at, isLate: ending.wasLate };
  if (delivery !== null) return delivery;
  if (ending !== null && due !== null && ending.at > due.at) return { at: ending.at, isLate: true };
  return null;
}

/** A share with four decimals; `null` of nothing. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;
}

/** Two decimals: what is shown is what is counted. */
function round(points: number): number {
  return Math.round(points * 100) / 100;
}

/** What is taken from the score; never the -0 that negating nothing gives. */
function loss(points: number): number {
  return points === 0 ? 0 : -round(points);
}
