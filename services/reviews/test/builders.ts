import { newId } from "@vc/service";
import type { OrderEnding, OrderFacts } from "../src/orders/order-facts.ts";
import type { Report } from "../src/reports/report.ts";
import type { Review } from "../src/reviews/review.ts";

/** An order that was delivered in time, with what a test wants of it. */
export function anOrder(wanted: Partial<OrderFacts> = {}): OrderFacts {
  return {
    id: newId("order"),
    buyerId: newId("account"),
    sellerId: newId("account"),
    listingId: newId("listing"),
    state: "delivered",
    sequence: 4,
    paidAt: new Date("2026-01-01T00:00:00Z"),
    due: { at: new Date("2026-01-05T00:00:00Z"), sequence: 3 },
    delivery: { at: new Date("2026-01-04T00:00:00Z"), isLate: false, sequence: 4 },
    ending: null,
    isExcused: false,
    reviewId: null,
    ...wanted,
  };
}

/** An order that ended some way. */
export function anEndedOrder(ending: OrderEnding, wanted: Partial<OrderFacts> = {}): OrderFacts {
  return anOrder({
    state: ending.kind,
    ending,
    delivery: null,
    due: null,
    paidAt: new Date(ending.at.getTime() - 24 * 60 * 60 * 1000),
    ...wanted,
  });
}

/** A public review, with the fields that a test sets. */
export function aReview(wanted: Partial<Review> = {}): Review {
  return {
    id: newId("review"),
    orderId: newId("order"),
    listingId: newId("listing"),
    buyerId: newId("account"),
    sellerId: newId("account"),
    stars: 4,
    text: "Travail soigné.",
    state: "published",
    reply: null,
    removal: null,
    createdAt: new Date("2026-01-06T00:00:00Z"),
    sequence: 1,
    ...wanted,
  };
}

/** A report that waits for a mediator, with what a test wants of it. */
export function aReport(wanted: Partial<Report> = {}): Report {
  return {
    id: newId("report"),
    reviewId: newId("review"),
    reporterId: newId("account"),
    ground: "unlawful",
    note: "Insults.",
    state: "waiting",
    takenBy: null,
    decision: null,
    createdAt: new Date("2026-01-07T00:00:00Z"),
    ...wanted,
  };
}
