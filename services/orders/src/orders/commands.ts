import type { Money, ORDER_CLOCK_ACTIONS, OrderAction, orderActions } from "@vc/contracts";
import type { z } from "zod";

/** What people ask for through the API: each action with the body that it takes there. */
type PersonalCommand = {
  [A in OrderAction]: { readonly action: A } & Given<z.output<(typeof orderActions)[A]["body"]>>;
}[OrderAction];

/** The fields of a body; one that takes nothing has none. */
type Given<Body> = { readonly [K in keyof Body as string extends K ? never : K]: Body[K] };

/** What a person asks of an order, or a fact from outside: the action and what is given with it. */
export type Command =
  | PersonalCommand
  | { readonly action: "complete_brief"; readonly text: string; readonly fileIds: readonly string[] }
  | { readonly action: "pay" }
  | { readonly action: "review"; readonly reviewId: string }
  | { readonly action: "charge_back"; readonly amount: Money; readonly openedAt: string }
  | { readonly action: "win_chargeback"; readonly amount: Money; readonly decidedAt: string }
  | { readonly action: "lose_chargeback"; readonly amount: Money; readonly decidedAt: string };

/** Moves that only the clock makes, when their deadline has come. */
export type ClockCommand = {
  [A in ClockAction]: { readonly action: A };
}[ClockAction];

type ClockAction = (typeof ORDER_CLOCK_ACTIONS)[number];

export type Action = (Command | ClockCommand)["action"];

/** The command of one action. */
export type CommandOf<A extends Action> = Extract<Command | ClockCommand, { action: A }>;

/** R25: one of the four ways in which a mediator can decide. */
export type DisputeDecision = CommandOf<"resolve-dispute">["decision"];
