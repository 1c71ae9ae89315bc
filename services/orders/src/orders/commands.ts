import type { RefusalReason } from "@vc/contracts";

/** What somebody or something wants of an order: the action and what is given with it. */
export type Command =
  | { readonly action: "pay" }
  | { readonly action: "complete_brief"; readonly text: string; readonly fileIds: readonly string[] }
  | { readonly action: "accept" }
  | { readonly action: "refuse"; readonly reason: RefusalReason; readonly explanation: string }
  | { readonly action: "cancel"; readonly explanation: string }
  | {
      readonly action: "deliver";
      readonly message: string;
      readonly fileIds: readonly string[];
      readonly links: readonly string[];
    }
  | { readonly action: "approve" }
  | { readonly action: "review"; readonly reviewId: string };

/** Moves that only the clock makes, when their deadline has come. */
export type ClockCommand =
  | { readonly action: "expire_payment" }
  | { readonly action: "expire" }
  | { readonly action: "complete" };

export type Action = (Command | ClockCommand)["action"];

/** The command of one action. */
export type CommandOf<A extends Action> = Extract<Command | ClockCommand, { action: A }>;
