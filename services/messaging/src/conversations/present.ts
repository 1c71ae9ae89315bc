import type * as api from "@vc/contracts";
import type { Clock } from "@vc/http";
import type { Projections } from "../projections/store.ts";
import { type Conversation, isOpen, type Message } from "./conversation.ts";

/** A message as the API shows it. */
export function presentMessage({ id, senderId, text, masked, files, at }: Message): api.Message {
  return { id, senderId, text, masked: [...masked], files: [...files], at: at.toISOString() };
}

/** A conversation as the API shows it to one viewer. */
function present(
  conversation: Conversation,
  viewerId: string,
  nameOf: (accountId: string) => string,
  now: Date,
): api.Conversation {
  const { id, kind, participants, listingId, orderId, lastMessage, support } = conversation;
  const named = (accountId: string) => ({ id: accountId, displayName: nameOf(accountId) });
  return {
    id,
    kind,
    participants: participants.map(({ accountId }) => named(accountId)),
    listingId,
    orderId,
    lastMessage: lastMessage && presentMessage(lastMessage),
    unreadCount: participants.find(({ accountId }) => accountId === viewerId)?.unread ?? 0,
    open: isOpen(conversation, now),
    support: support && {
      state: support.state,
      takenBy: support.takenBy === null ? null : named(support.takenBy),
      waitingSince: support.since.toISOString(),
    },
  };
}

/** Shows conversations to a viewer, with the names that people have now. */
export function createPresenter({ projections, clock }: { projections: Projections; clock: Clock }) {
  const namesIn = (conversations: readonly Conversation[]) =>
    projections.people.namesOf(
      conversations.flatMap(({ participants, support }) => [
        ...participants.map(({ accountId }) => accountId),
        ...(support?.takenBy ? [support.takenBy] : []),
      ]),
    );
  return {
    async one(conversation: Conversation, viewerId: string): Promise<api.Conversation> {
      return present(conversation, viewerId, await namesIn([conversation]), clock.now());
    },
    async many(conversations: readonly Conversation[], viewerId: string): Promise<api.Conversation[]> {
      const nameOf = await namesIn(conversations);
      return conversations.map((conversation) => present(conversation, viewerId, nameOf, clock.now()));
    },
  };
}
