import { DISPUTE_DECISIONS, euros, type OrderAction, REFUSAL_REASONS } from "@vc/contracts";
import type { Command } from "../../../services/orders/src/orders/commands.ts";
import type { Order } from "../../../services/orders/src/orders/order.ts";
import type { Random } from "../engine/random.ts";

const DAY_MS = 24 * 60 * 60_000;
const EXPLANATION = "Because.";

/** A command with valid input; now and then with input that the order refuses. */
export function commandOf(action: OrderAction, order: Order, random: Random, now: number): Command {
  switch (action) {
    case "refuse":
      return { action, reason: random.pickByName(REFUSAL_REASONS), explanation: EXPLANATION };
    case "deliver":
      return { action, message: "Done.", fileIds: [], links: [`https://example.org/${random.int(1_000)}`] };
    case "open-dispute":
      return { action, statement: EXPLANATION };
    case "add-statement":
      return { action, text: `This is how it was: ${random.int(1_000)}.` };
    case "resolve-dispute":
      return resolution(order, random, now);
    case "excuse-cancellation":
      return { action, reasons: "A death in the family." };
    case "cancel":
    case "request-revision":
    case "refuse-revision":
    case "request-cancellation":
    case "refuse-cancellation":
      return { action, explanation: `${EXPLANATION} ${random.int(1_000)}` };
    case "accept":
    case "approve":
    case "accept-revision":
    case "withdraw-cancellation":
    case "accept-cancellation":
    case "concede-dispute":
    case "drop-dispute":
      return { action };
  }
}

function resolution(order: Order, random: Random, now: number): Command {
  const action = "resolve-dispute";
  const reasons = "After reading everything.";
  switch (random.pickByName(DISPUTE_DECISIONS)) {
    case "refund":
      return { action, decision: "refund", reasons };
    case "split":
      return { action, decision: "split", buyerAmount: euros(random.between(0, order.totalAmount)), reasons };
    case "release":
      return {
        action,
        decision: "release",
        findings: { matchesListing: true, respectsRequests: true },
        reasons,
      };
    case "resume": {
      const dueAt = new Date(now + random.between(-1, 30) * DAY_MS).toISOString();
      return { action, decision: "resume", dueAt, reasons };
    }
  }
}
