import type { ConversationFilter } from "../state/queries.ts";

export const CONVERSATION_FILTERS = [
  "all",
  "order",
  "inquiry",
  "support",
] as const satisfies ConversationFilter[];

/** Which conversations the list shows. */
export function conversationSearchOf({ kind }: Record<string, unknown>): { kind?: ConversationFilter } {
  const found = CONVERSATION_FILTERS.find((known) => known === kind);
  return found === undefined || found === "all" ? {} : { kind: found };
}

/** Whom or what a question is for. */
export function askSearchOf({ listing, seller }: Record<string, unknown>): {
  listing?: string;
  seller?: string;
} {
  if (typeof listing === "string") return { listing };
  return typeof seller === "string" ? { seller } : {};
}
