import type { OrderActor, OrderState } from "@vc/contracts";
import { newId } from "@vc/service";
import type { Command } from "../src/orders/commands.ts";
import { advance, decide, place } from "../src/orders/decide.ts";
import type { FrozenListing, Order } from "../src/orders/order.ts";
import { defaultWindows, orderPolicy } from "../src/orders/policy.ts";
import { type CommandName, everyCommand } from "./every-command.ts";

export { DAY } from "./every-command.ts";
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const policy = orderPolicy(defaultWindows, 1);

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

/**
 * A command, or the one of that name in `every-command.ts`, a minute after the last event or after another wait; or the
 * clock, at the next deadline.
 */
export type Step =
  | { readonly command: Command | CommandName; readonly by: OrderActor; readonly waitMs?: number }
  | "until the deadline";

const explanation = "It is too small.";

/** Steps by which orders come into their states. */
export const steps = {
  pay: { command: { action: "pay" }, by: "payment" },
  completeBrief: { command: { action: "complete_brief", text: "Red.", fileIds: [] }, by: "buyer" },
  accept: { command: { action: "accept" }, by: "seller" },
  refuse: { command: { action: "refuse", reason: "unclear_brief", explanation }, by: "seller" },
  deliver: {
    command: { action: "deliver", message: "Here.", fileIds: [], links: ["https://example.org/logo"] },
    by: "seller",
  },
  approve: { command: { action: "approve" }, by: "buyer" },
  cancel: { command: { action: "cancel", explanation }, by: "buyer" },
  cancelAsSeller: { command: { action: "cancel", explanation }, by: "seller" },
  requestRevision: { command: { action: "request-revision", explanation }, by: "buyer" },
  acceptRevision: { command: { action: "accept-revision" }, by: "seller" },
  refuseRevision: { command: { action: "refuse-revision", explanation }, by: "seller" },
  requestCancellation: { command: { action: "request-cancellation", explanation }, by: "buyer" },
  acceptCancellation: { command: { action: "accept-cancellation" }, by: "seller" },
  refuseCancellation: { command: { action: "refuse-cancellation", explanation }, by: "seller" },
  openDispute: { command: { action: "open-dispute", statement: explanation }, by: "buyer" },
} as const satisfies Record<string, Step>;
const { pay, accept, deliver, requestRevision, refuseRevision, openDispute } = steps;

/** The way to each state. */
const waysTo: Record<OrderState, readonly Step[]> = {
  awaiting_payment: [],
  payment_expired: ["until the deadline"],
  pending: [pay],
  refused: [pay, steps.refuse],
  expired: [pay, "until the deadline"],
  in_progress: [pay, accept],
  delivered: [pay, accept, deliver],
  revision_requested: [pay, accept, deliver, requestRevision],
  revision_refused: [pay, accept, deliver, requestRevision, refuseRevision],
  disputed: [pay, accept, deliver, requestRevision, refuseRevision, openDispute],
  completed: [pay, accept, deliver, steps.approve],
  cancelled: [pay, steps.cancel],
};

/** A valid order in a state, brought there by the decider itself, one minute a step. */
export function anOrder({
  state = "awaiting_payment",
  listing = aListing(),
  brief = null,
  after = [],
}: {
  state?: OrderState;
  listing?: FrozenListing;
  brief?: { text: string; fileIds: readonly string[] } | null;
  /** What happens to it after it has come to its state. */
  after?: readonly Step[];
} = {}): Order {
  const placed = place(
    {
      id: newId("order"),
      buyerId: newId("account"),
      sellerId: newId("account"),
      listing,
      category: "graphic-design/logos",
      totalAmount: listing.basePrice,
      brief,
    },
    PLACED_AT,
    policy,
  );
  return [...waysTo[state], ...after].reduce((order, step) => {
    if (step === "until the deadline") {
      const deadline = order.deadlines[0];
      const change = deadline && advance(order, deadline.at, policy);
      if (!change) throw new Error(`nothing happens to an order in ${order.state} by time alone`);
      return change.order;
    }
    const now = new Date(lastMoment(order) + (step.waitMs ?? MINUTE));
    const command = typeof step.command === "string" ? everyCommand(now)[step.command] : step.command;
    const decision = decide(order, command, step.by, now, policy);
    if (decision.kind !== "moved") throw new Error(`the way to ${state} is barred: ${command.action}`);
    return decision.change.order;
  }, placed.order);
}

/** When something last happened to an order, in milliseconds. */
export function lastMoment(order: Order): number {
  return (order.timeline.at(-1)?.at ?? order.placedAt).getTime();
}
