import type { Messaging } from "../messaging.ts";
import type { Conversation } from "./conversation.ts";
import type { Refusal } from "./refusals.ts";
import { decideSupport, type SupportAction } from "./support.ts";

export type SupportOutcome =
  | { readonly kind: "done"; readonly conversation: Conversation }
  | { readonly kind: "refused"; readonly reason: Refusal };

/**
 * R38: one of the staff takes, gives back or closes a request. Of two who take it at once, one has it: both write the
 * conversation, so one of the two transactions runs again. A repeat is a success.
 * Refuses: `not_found`, `already_taken`, `support_closed`.
 */
export function moveSupport(
  { bus, conversations }: Messaging,
  conversationId: string,
  action: SupportAction,
  staffId: string,
): Promise<SupportOutcome> {
  return bus.transaction(async ({ session }): Promise<SupportOutcome> => {
    const conversation = await conversations.find(conversationId, session);
    if (conversation === null || conversation.support === null)
      return { kind: "refused", reason: "not_found" };
    const decision = decideSupport(conversation.support, action, staffId);
    if (decision.kind === "refused") return decision;
    if (decision.kind === "already") return { kind: "done", conversation };
    const moved = { ...conversation, support: decision.support };
    await conversations.replace(conversation, moved, session);
    return { kind: "done", conversation: moved };
  });
}
