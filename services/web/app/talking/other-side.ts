import type { Conversation } from "@vc/client";
import type { AppWords } from "../words/app-words.ts";

/** The name of whom a person talks with: support has none of its own, and a closed account has lost its. */
export function otherSide(conversation: Conversation, accountId: string, { talking }: AppWords): string {
  if (conversation.kind === "support") return talking.support;
  const other = conversation.participants.find(({ id }) => id !== accountId);
  return other === undefined || other.displayName === "" ? talking.closedAccount : other.displayName;
}
