import { euros, type OrderActor } from "@vc/contracts";
import type { Command, CommandOf, DisputeDecision } from "../src/orders/commands.ts";

export const DAY = 24 * 60 * 60_000;

type OneDecision = `resolve-dispute: ${DisputeDecision}`;

/** A command by its action; the decisions of a mediator count one by one. */
export type CommandName = Exclude<Command["action"], "resolve-dispute"> | OneDecision;

type EveryCommand = {
  readonly [Name in CommandName]: Name extends Command["action"]
    ? CommandOf<Name>
    : CommandOf<"resolve-dispute">;
};

/** One valid command of every name. It does not compile while a command that the types know is missing. */
export function everyCommand(now: Date): EveryCommand {
  const explanation = "Because.";
  const reasons = "After reading everything.";
  const dueAt = new Date(now.getTime() + 3 * DAY).toISOString();
  const findings = { matchesListing: true, respectsRequests: true };
  const amount = euros(5_000);
  return {
    pay: { action: "pay" },
    review: { action: "review", reviewId: "review_01h455vb4pex5vsknk084sn02q" },
    charge_back: { action: "charge_back", amount, openedAt: now.toISOString() },
    win_chargeback: { action: "win_chargeback", amount, decidedAt: now.toISOString() },
    lose_chargeback: { action: "lose_chargeback", amount, decidedAt: now.toISOString() },
    complete_brief: { action: "complete_brief", text: "Blue.", fileIds: [] },
    accept: { action: "accept" },
    refuse: { action: "refuse", reason: "other", explanation },
    cancel: { action: "cancel", explanation },
    deliver: { action: "deliver", message: "Done.", fileIds: [], links: ["https://example.org/done"] },
    approve: { action: "approve" },
    "request-revision": { action: "request-revision", explanation },
    "accept-revision": { action: "accept-revision" },
    "refuse-revision": { action: "refuse-revision", explanation },
    "request-cancellation": { action: "request-cancellation", explanation },
    "withdraw-cancellation": { action: "withdraw-cancellation" },
    "accept-cancellation": { action: "accept-cancellation" },
    "refuse-cancellation": { action: "refuse-cancellation", explanation },
    "open-dispute": { action: "open-dispute", statement: explanation },
    "add-statement": { action: "add-statement", text: "This is how it was." },
    "concede-dispute": { action: "concede-dispute" },
    "drop-dispute": { action: "drop-dispute" },
    "resolve-dispute: refund": { action: "resolve-dispute", decision: "refund", reasons },
    "resolve-dispute: split": {
      action: "resolve-dispute",
      decision: "split",
      buyerAmount: euros(1_999),
      reasons,
    },
    "resolve-dispute: release": { action: "resolve-dispute", decision: "release", findings, reasons },
    "excuse-cancellation": { action: "excuse-cancellation", reasons },
    "resolve-dispute: resume": { action: "resolve-dispute", decision: "resume", dueAt, reasons },
  };
}

/** Who can give a command. The clock gives none. */
export const COMMANDERS = ["buyer", "seller", "mediator", "payment"] as const satisfies readonly OrderActor[];
