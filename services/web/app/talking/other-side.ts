import type { Conversation } from "@vc/client";
import { nameIn } from "../format/names.ts";
import type { Language } from "../state/page-context.ts";
import type { AppWords } from "../words/app-words.ts";

/** The name of whom a person talks with: support has none of its own. */
export function otherSide(
  conversation: Conversation,
  accountId: string,
  { talking }: AppWords,
  language: Language,
): string {
  if (conversation.kind === "support") return talking.support;
  const other = conversation.participants.find(({ id }) => id !== accountId);
  return nameIn(language, other ?? { displayName: "", closed: true });
}
