import { newId } from "@vc/chassis";
import type { OrderActor, OrderState } from "@vc/contracts";
import type { Command } from "../src/orders/commands.ts";
import { advance, decide, place } from "../src/orders/decide.ts";
import type { FrozenListing, Order } from "../src/orders/order.ts";
import { DEFAULT_WINDOWS, orderPolicy } from "../src/orders/policy.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const policy = orderPolicy(DEFAULT_WINDOWS, 1);

/** When orders of the builders are placed. */
export const PLACED_AT = new Date("2026-03-02T09:00:00.000Z");

export function at(msAfterPlacing: number): Date {
  return new Date(PLACED_AT.getTime() + msAfterPlacing);
}

export function aListing(terms: Partial<FrozenListing> = {}): FrozenListing {
  return {
    id: newId("listing"),
    title: "Logo design",
    description: "A logo in black and white, as a vector file.",
    briefInstructions: "Name, trade, two logos that you like.",
    basePrice: 5_000,
    deliveryDays: 3,
    revisionLimit: null,
    extras: [],
    hash: "0".repeat(64),
    ...terms,
  };
}

const delivery: Command = {
  action: "deliver",
  message: "Here it is.",
  fileIds: [],
  links: ["https://example.org/logo"],
};
const refusal: Command = { action: "refuse", reason: "unclear_brief", explanation: "Which colours?" };

type Step = { command: Command; by: OrderActor } | "until the deadline";

const pay: Step = { command: { action: "pay" }, by: "payment" };
const accept: Step = { command: { action: "accept" }, by: "seller" };
const deliver: Step = { command: delivery, by: "seller" };

const explanation = "It is too small.";
const requestRevision: Step = { command: { action: "request-revision", explanation }, by: "buyer" };
const refuseRevision: Step = { command: { action: "refuse-revision", explanation }, by: "seller" };
const openDispute: Step = { command: { action: "open-dispute", statement: explanation }, by: "buyer" };

const requestCancellation: Step = { command: { action: "request-cancellation", explanation }, by: "buyer" };

/** The way to each state. */
const waysTo: Record<OrderState, readonly Step[]> = {
  awaiting_payment: [],
  payment_expired: ["until the deadline"],
  pending: [pay],
  refused: [pay, { command: refusal, by: "seller" }],
  expired: [pay, "until the deadline"],
  in_progress: [pay, accept],
  delivered: [pay, accept, deliver],
  revision_requested: [pay, accept, deliver, requestRevision],
  revision_refused: [pay, accept, deliver, requestRevision, refuseRevision],
  disputed: [pay, accept, deliver, requestRevision, refuseRevision, openDispute],
  completed: [pay, accept, deliver, { command: { action: "approve" }, by: "buyer" }],
  cancelled: [pay, { command: { action: "cancel", explanation: "I ordered the wrong one." }, by: "buyer" }],
};

/** A valid order in a state, brought there by the decider itself, one minute a step. */
export function anOrder({
  state = "awaiting_payment",
  listing = aListing(),
  brief = null,
  asksForCancellation = false,
}: {
  state?: OrderState;
  listing?: FrozenListing;
  brief?: { text: string; fileIds: readonly string[] } | null;
  /** In progress, with a request of the buyer's that waits for its answer. */
  asksForCancellation?: boolean;
} = {}): Order {
  const placed = place(
    {
      id: newId("order"),
      buyerId: newId("account"),
      sellerId: newId("account"),
      listing,
      totalAmount: listing.basePrice,
      brief,
    },
    PLACED_AT,
    policy,
  );
  const steps = [...waysTo[state], ...(asksForCancellation ? [requestCancellation] : [])];
  return steps.reduce((order, step, index) => {
    if (step === "until the deadline") {
      const deadline = order.deadlines[0];
      const change = deadline && advance(order, deadline.at, policy);
      if (!change) throw new Error(`nothing happens to an order in ${order.state} by time alone`);
      return change.order;
    }
    const decision = decide(order, step.command, step.by, at((index + 1) * MINUTE), policy);
    if (decision.kind !== "moved") throw new Error(`the way to ${state} is barred: ${step.command.action}`);
    return decision.change.order;
  }, placed.order);
}
