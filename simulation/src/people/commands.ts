import { DISPUTE_DECISIONS, euros, type OrderAction, orderActions, REFUSAL_REASONS } from "@vc/contracts";
import { actionSteps, writerAt } from "@vc/testing/order-walks";
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
    case "resolve-dispute":
      return resolution(order, random, now);
    case "excuse-cancellation":
      return { action, reasons: "A death in the family." };
    default: {
      const writer = writerAt(new Date(now), { say: (text) => `${text} ${random.int(1_000)}` });
      const body = orderActions[action].body.parse(actionSteps[action].body(writer));
      // The body is that of the action, which its schema has just read.
      return { action, ...body } as Command;
    }
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
