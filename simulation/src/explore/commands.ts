import { euros, type OrderAction } from "@vc/contracts";
import type { Command } from "../../../services/orders/src/orders/commands.ts";
import type { Order } from "../../../services/orders/src/orders/order.ts";
import type { Choice } from "./moment.ts";

/** A command of a person, in words, and what it uses up. */
export interface Offer {
  readonly command: Command;
  readonly label: string;
  readonly choice?: Choice;
}

const EXPLANATION = "Because.";
const REASONS = "After reading everything.";
const findings = { matchesListing: true, respectsRequests: true };
const DAY_MS = 24 * 60 * 60_000;

/** Every command of an action that differs in what becomes of the order. */
export function offersOf(action: OrderAction, order: Order, now: Date): Offer[] {
  const only = (command: Command, choice?: Choice): Offer[] => [
    { command, label: command.action, ...(choice && { choice }) },
  ];
  switch (action) {
    case "refuse":
      return only({ action, reason: "unclear_brief", explanation: EXPLANATION });
    case "deliver":
      return only({ action, message: "Done.", fileIds: [], links: ["https://example.org/1"] });
    case "open-dispute":
      return only({ action, statement: EXPLANATION });
    case "add-statement":
      return only({ action, text: "This is how it was." }, "statement");
    case "resolve-dispute":
      return resolutions(order, now);
    case "excuse-cancellation":
      return only({ action, reasons: REASONS });
    case "request-revision":
      return only({ action, explanation: EXPLANATION }, "request revision");
    case "request-cancellation":
      return only({ action, explanation: EXPLANATION }, "request cancellation");
    case "cancel":
    case "refuse-revision":
    case "refuse-cancellation":
      return only({ action, explanation: EXPLANATION });
    case "accept":
    case "approve":
    case "accept-revision":
    case "withdraw-cancellation":
    case "accept-cancellation":
    case "concede-dispute":
    case "drop-dispute":
      return only({ action });
  }
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
