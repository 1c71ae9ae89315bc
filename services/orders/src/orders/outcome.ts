import { OutcomeReason } from "@vc/contracts";
import type { Order, Outcome, TimelineEntry } from "./order.ts";

/**
 * What a move does to the blocked money. A refund or release is ordered in the move's event; payments repeats it
 * until Stripe confirms it, so a failing money move delays the money and never the order. What the buyer's bank has
 * taken is part of it, and payments takes it off (R30).
 */
export type MoneyEffect = "none" | "refund_all" | "release_all" | "split";

/** What a move's effect on the money comes to, in cents; all of it together is what was paid. */
export function settlementOf(money: MoneyEffect, { id, totalAmount, dispute }: Order) {
  switch (money) {
    case "none":
      return { refundAmount: 0, releaseAmount: 0 };
    case "refund_all":
      return { refundAmount: totalAmount, releaseAmount: 0 };
    case "release_all":
      return { refundAmount: 0, releaseAmount: totalAmount };
    case "split": {
      const toBuyer = dispute?.decision?.buyerAmount ?? null;
      if (toBuyer === null) throw new Error(`order ${id} is split without a decision on how`);
      return { refundAmount: toBuyer, releaseAmount: totalAmount - toBuyer };
    }
  }
}

/** Whose fault an end is: it decides what counts against the seller and whether a cancellation is justified (R23). */
export const faults = {
  seller: { test: () => true, message: "the seller's" },
  seller_if_late: {
    test: ({ dueAt, endedAt }) => dueAt !== null && endedAt !== null && endedAt > dueAt,
    message: "the seller's, if the work was late then",
  },
  seller_if_briefed: {
    test: (order) => order.brief !== null,
    message: "the seller's, if the buyer had completed the brief",
  },
  seller_unless_asked: {
    test: (order) => order.cancellationRequest === null,
    message: "the seller's, unless a request of the buyer's stands",
  },
} as const satisfies Record<string, { test: (order: Order) => boolean; message: string }>;

/** What a row says of the end that it leads to. */
export interface EndTerms {
  readonly money: MoneyEffect;
  /** Whose fault the end is. Default: no party's. */
  readonly fault?: keyof typeof faults;
  /** Why it ended, where the command gives no reason. */
  readonly reason?: OutcomeReason;
}

/** How an order ended, by the row that ended it and what was given with the command. */
export function outcomeOf(
  kind: Outcome["kind"],
  move: EndTerms,
  order: Order,
  { by, data }: TimelineEntry,
): Outcome {
  const countsAgainstSeller = move.fault !== undefined && faults[move.fault].test(order);
  const given = (name: string) => (typeof data[name] === "string" ? data[name] : null);
  return {
    kind,
    by,
    reason: OutcomeReason.safeParse(data.reason ?? data.decision).data ?? move.reason ?? null,
    explanation: given("explanation") ?? given("reasons"),
    justified: kind === "cancelled" && by === "seller" ? !countsAgainstSeller : null,
    countsAgainstSeller,
    excuse: null,
    ...settlementOf(move.money, order),
  };
}
