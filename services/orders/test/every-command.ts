import { euros, ORDER_ACTIONS, type OrderAction, type OrderActor, orderActions } from "@vc/contracts";
import { actionSteps, writerAt } from "@vc/testing/order-walks";
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

/** One valid command of every name. It does not compile while a fact from outside or a decision is missing. */
export function everyCommand(now: Date): EveryCommand {
  const reasons = "After reading everything.";
  const dueAt = new Date(now.getTime() + 3 * DAY).toISOString();
  const findings = { matchesListing: true, respectsRequests: true };
  const amount = euros(5_000);
  const facts = {
    pay: { action: "pay" },
    review: { action: "review", reviewId: "review_01h455vb4pex5vsknk084sn02q" },
    charge_back: { action: "charge_back", amount, openedAt: now.toISOString() },
    win_chargeback: { action: "win_chargeback", amount, decidedAt: now.toISOString() },
    lose_chargeback: { action: "lose_chargeback", amount, decidedAt: now.toISOString() },
    complete_brief: { action: "complete_brief", text: "Blue.", fileIds: [] },
    "resolve-dispute: refund": { action: "resolve-dispute", decision: "refund", reasons },
    "resolve-dispute: split": {
      action: "resolve-dispute",
      decision: "split",
      buyerAmount: euros(1_999),
      reasons,
    },
    "resolve-dispute: release": { action: "resolve-dispute", decision: "release", findings, reasons },
    "resolve-dispute: resume": { action: "resolve-dispute", decision: "resume", dueAt, reasons },
  } as const satisfies { readonly [Name in Exclude<CommandName, OrderAction>]: EveryCommand[Name] };
  const writer = writerAt(now);
  const actions = ORDER_ACTIONS.filter((action) => action !== "resolve-dispute").map((action) => {
    const body = orderActions[action].body.parse(actionSteps[action].body(writer));
    return [action, { action, ...body }];
  });
  // One for each action, which fromEntries forgets.
  return { ...facts, ...Object.fromEntries(actions) } as EveryCommand;
}

/** Who can give a command. The clock gives none. */
export const COMMANDERS = ["buyer", "seller", "mediator", "payment"] as const satisfies readonly OrderActor[];
