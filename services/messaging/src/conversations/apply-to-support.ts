import { decideSupport, type SupportAction } from "../support/lifecycle.ts";
import type { Conversation } from "./conversation.ts";
import type { Messaging } from "./messaging.ts";
import { publishSupport } from "./publish-support.ts";
import type { Refusal } from "./refusals.ts";

export type SupportOutcome =
  | { readonly kind: "done"; readonly conversation: Conversation }
  | { readonly kind: "refused"; readonly reason: Refusal };

/**
 * R38: a member of the staff takes, releases or closes a request. Of two who take it at once, one has it: both write the
 * conversation, so one of the two transactions runs again. A repeat is a success.
 * Refuses: `not_found`, `already_taken`, `support_closed`.
 */
export function applyToSupport(
  { bus, clock, conversations }: Messaging,
  conversationId: string,
  action: SupportAction,
  staffId: string,
): Promise<SupportOutcome> {
  return bus.transaction(async (tx): Promise<SupportOutcome> => {
    const { session } = tx;
    const now = clock.now();
    const conversation = await conversations.find(conversationId, session);
    if (conversation === null || conversation.support === null)
      return { kind: "refused", reason: "not_found" };
    const decision = decideSupport(conversation.support, { kind: action, staffId }, now);
    switch (decision.kind) {
      case "refused":
        return { kind: "refused", reason: decision.reason };
      case "already":
        return { kind: "done", conversation };
      case "moved": {
        const change = { before: conversation.support, after: decision.change.after };
        const moved = { ...conversation, support: publishSupport(tx, conversationId, change, now) };
        await conversations.replace(conversation, moved, session);
        return { kind: "done", conversation: moved };
      }
      default:
        throw new Error(`${conversationId}: ${decision.reason}`);
    }
  });
}
