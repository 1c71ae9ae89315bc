import type * as api from "@vc/contracts";
import type { Clock } from "@vc/http";
import { type NameOf, trusted } from "@vc/service";
import type { Projections } from "../projections/store.ts";
import { type Conversation, isOpen, type Message } from "./conversation.ts";

/** A message as the API shows it. */
export function presentMessage({ id, number, senderId, text, masked, files, at }: Message): api.Message {
  return { id, number, senderId, text, masked: [...masked], files: [...files], at: at.toISOString() };
}

/** What conversations are shown with besides themselves: names and titles as they are now. */
interface Shown {
  readonly nameOf: NameOf;
  /** Of listings and orders; empty where none is known. */
  readonly titleOf: (id: string) => string;
}

type Subject = Pick<NonNullable<api.Conversation["subject"]>, "kind" | "id">;

/** What a conversation is about; null: a request for support about nothing in particular. */
function subjectOf({ kind, participants, listingId, orderId, about }: Conversation): Subject | null {
  if (about !== null) return about;
  if (orderId !== null) return { kind: "order", id: orderId };
  if (listingId !== null) return { kind: "listing", id: listingId };
  const [, seller] = participants;
  return kind === "inquiry" && seller !== undefined ? { kind: "seller", id: seller.accountId } : null;
}

function present(
  conversation: Conversation,
  viewerId: string,
  { nameOf, titleOf }: Shown,
  now: Date,
): api.Conversation {
  const { id, kind, participants, listingId, orderId, lastMessage, support } = conversation;
  const named = (accountId: string) => ({ id: accountId, ...nameOf(accountId) });
  const subject = subjectOf(conversation);
  return {
    id,
    kind,
    participants: participants.map(({ accountId, isStaff, readUpTo }) => ({
      ...named(accountId),
      isStaff,
      readUpTo,
    })),
    subject: subject && {
      ...subject,
      title: subject.kind === "seller" ? nameOf(subject.id).displayName : titleOf(subject.id),
    },
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

/** Shows conversations to a viewer, with the names and titles that people and things have now. */
export function createPresenter({ projections, clock }: { projections: Projections; clock: Clock }) {
  const { people, listings, orders } = projections;

  async function shownWith(conversations: readonly Conversation[]): Promise<Shown> {
    const subjects = conversations.flatMap((conversation) => subjectOf(conversation) ?? []);
    const idsOf = (kind: Subject["kind"]) =>
      subjects.filter((each) => each.kind === kind).map(({ id }) => id);
    const accountIds = conversations.flatMap(({ participants, support }) => [
      ...participants.map(({ accountId }) => accountId),
      ...(support?.takenBy ? [support.takenBy] : []),
    ]);
    const [nameOf, ...titled] = await Promise.all([
      people.namesOf([...accountIds, ...idsOf("seller")]),
      listings.find({ _id: trusted({ $in: idsOf("listing") }) }),
      orders.find({ _id: trusted({ $in: idsOf("order") }) }),
    ]);
    const titles = new Map(titled.flat().map(({ _id, title }) => [_id, title]));
    return { nameOf, titleOf: (id) => titles.get(id) ?? "" };
  }

  async function many(conversations: readonly Conversation[], viewerId: string): Promise<api.Conversation[]> {
    const shown = await shownWith(conversations);
    return conversations.map((conversation) => present(conversation, viewerId, shown, clock.now()));
  }

  return {
    many,
    async one(conversation: Conversation, viewerId: string): Promise<api.Conversation> {
      return present(conversation, viewerId, await shownWith([conversation]), clock.now());
    },
  };
}
