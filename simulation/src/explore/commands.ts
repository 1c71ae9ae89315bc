import { euros, type OrderAction, orderActions } from "@vc/contracts";
import { actionSteps, writerAt } from "@vc/testing/order-walks";
import type { Command } from "../../../services/orders/src/orders/commands.ts";
import type { Order } from "../../../services/orders/src/orders/order.ts";
import type { Choice } from "./moment.ts";

/** A command of a person, in words, and what it uses up. */
export interface Offer {
  readonly command: Command;
  readonly label: string;
  readonly choice?: Choice;
}

const REASONS = "After reading everything.";
const findings = { matchesListing: true, respectsRequests: true };
const DAY_MS = 24 * 60 * 60_000;

/** What an action uses up, beside those that a story can take as often as the order allows them. */
const uses: Partial<Record<OrderAction, Choice>> = {
  "add-statement": "statement",
  "request-revision": "request revision",
  "request-cancellation": "request cancellation",
};

/** Every command of an action that differs in what becomes of the order. */
export function offersOf(action: OrderAction, order: Order, now: Date): Offer[] {
  const only = (command: Command, choice?: Choice): Offer[] => [
    { command, label: command.action, ...(choice && { choice }) },
  ];
  if (action === "resolve-dispute") return resolutions(order, now);
  const body = orderActions[action].body.parse(actionSteps[action].body(writerAt(now)));
  // The body is that of the action, which its schema has just read.
  return only({ action, ...body } as Command, uses[action]);
}

function resolutions(order: Order, now: Date): Offer[] {
  const action = "resolve-dispute";
  const half = euros(Math.floor(order.totalAmount / 2));
  const dueAt = new Date(now.getTime() + DAY_MS).toISOString();
  return [
    { label: "resolve-dispute: refund", command: { action, decision: "refund", reasons: REASONS } },
    {
      label: "resolve-dispute: split",
      command: { action, decision: "split", buyerAmount: half, reasons: REASONS },
    },
    {
      label: "resolve-dispute: release",
      command: { action, decision: "release", findings, reasons: REASONS },
    },
    {
      label: "resolve-dispute: resume",
      command: { action, decision: "resume", dueAt, reasons: REASONS },
      choice: "resume",
    },
  ];
}
