import type { ConversationKind, FileInfo, MaskedKind, Role, SupportSubject } from "@vc/contracts";
import { maskContacts } from "@vc/masking";
import { afterMessage, newSupport, type Support, type SupportRefusal } from "../support/lifecycle.ts";

/** One participant's side of a conversation. */
export interface Participant {
  readonly accountId: string;
  /** Messages of others after the read mark. */
  readonly unread: number;
  /** Number of the last message that is marked as read; 0: none. */
  readonly readUpTo: number;
  /** How often others' messages became read: the `sequence` of the mark's events. */
  readonly moves: number;
  /** Joined for support, and takes part only as long as the role lasts (R41). */
  readonly isStaff: boolean;
}

export interface Message {
  readonly id: string;
  /** 1, 2, 3 … within its conversation: the order of messages, and the `sequence` of their events. */
  readonly number: number;
  readonly senderId: string;
  /** As delivered: contact details are masked, and what they were is kept nowhere (R3). */
  readonly text: string;
  readonly masked: readonly { readonly kind: MaskedKind }[];
  readonly files: readonly FileInfo[];
  readonly at: Date;
}

export interface Conversation {
  readonly id: string;
  readonly kind: ConversationKind;
  /** Unique: two conversations are never about the same thing between the same people. */
  readonly topic: string;
  readonly participants: readonly Participant[];
  readonly listingId: string | null;
  readonly orderId: string | null;
  /** What else a request for support is about than an order; null: nothing. */
  readonly about: OtherSubject | null;
  readonly messageCount: number;
  readonly lastMessage: Message | null;
  /** R24: from then on mediators take part in an order's conversation; null: it was never disputed. */
  readonly disputedAt: Date | null;
  /** R37: when it closes for writing; null: no end is known. */
  readonly closesAt: Date | null;
  /** R38: the request for support that it is; null: it is none. */
  readonly support: Support | null;
  readonly createdAt: Date;
  /** When it was opened or last written in. */
  readonly activityAt: Date;
}

/** What a request for support is about, where it is no order: that has a field of its own. */
export type OtherSubject = Exclude<SupportSubject, { readonly kind: "order" }>;

/** An account that reads or writes in a conversation. */
export interface Visitor {
  readonly accountId: string;
  readonly roles: readonly Role[];
}

const OPEN_AFTER_ORDER_MS = 30 * 24 * 60 * 60 * 1_000;

/**
 * R37: for how long an order's conversation stays open after the order's end, in milliseconds.
 *
 * @param timeScale POLICY_TIME_SCALE: divides the window
 */
export function openAfterOrder(timeScale: number): number {
  return Math.round(OPEN_AFTER_ORDER_MS / timeScale);
}

export function isOpen({ closesAt }: Pick<Conversation, "closesAt">, now: Date): boolean {
  return closesAt === null || now < closesAt;
}

/** Support is staffed by mediators and admins; all of them see every support conversation (R38). */
export function isStaff({ roles }: Pick<Visitor, "roles">): boolean {
  return roles.includes("mediator") || roles.includes("admin");
}

/** R24: mediators talk with both sides of a dispute in the order's own conversation. */
export function isMediator({ roles }: Pick<Visitor, "roles">): boolean {
  return roles.includes("mediator");
}

/** R41: for all other accounts it does not exist. */
export function isVisibleTo(conversation: Conversation, visitor: Visitor): boolean {
  const isParty = conversation.participants.some(
    (each) => each.accountId === visitor.accountId && !each.isStaff,
  );
  return isParty || isOpenToStaff(conversation, visitor);
}

/** R24, R38, R41: what the visitor sees by a role, and no longer than it lasts. */
function isOpenToStaff({ kind, disputedAt }: Conversation, visitor: Pick<Visitor, "roles">): boolean {
  return (kind === "support" && isStaff(visitor)) || (disputedAt !== null && isMediator(visitor));
}

/** What a conversation is about, and its first participants. */
export type Subject =
  | {
      readonly kind: "order";
      readonly orderId: string;
      readonly listingId: string;
      readonly between: [string, string];
    }
  | {
      readonly kind: "inquiry";
      readonly fromId: string;
      readonly sellerId: string;
      /** null: asked from the seller's profile (R1). */
      readonly listingId: string | null;
    }
  | { readonly kind: "support"; readonly fromId: string; readonly about: SupportSubject | null };

/** R1: an inquiry about the same thing, from the same person, goes on in the same conversation. */
export function inquiryTopic(fromId: string, about: string): string {
  return `inquiry:${fromId}:${about}`;
}

/** R37: every order has one conversation. */
export function orderTopic(orderId: string): string {
  return `order:${orderId}`;
}

/** Opens a conversation without messages. */
export function openConversation(id: string, subject: Subject, now: Date): Conversation {
  const { topic, members, listingId, orderId, about } = factsOf(id, subject);
  return {
    id,
    kind: subject.kind,
    topic,
    participants: members.map((accountId) => ({
      accountId,
      unread: 0,
      readUpTo: 0,
      moves: 0,
      isStaff: false,
    })),
    listingId,
    orderId,
    about,
    messageCount: 0,
    lastMessage: null,
    disputedAt: null,
    closesAt: null,
    support: subject.kind === "support" ? newSupport(subject.fromId, now) : null,
    createdAt: now,
    activityAt: now,
  };
}

function factsOf(id: string, subject: Subject) {
  switch (subject.kind) {
    case "order":
      return { ...subject, topic: orderTopic(subject.orderId), members: subject.between, about: null };
    case "inquiry":
      return {
        topic: inquiryTopic(subject.fromId, subject.listingId ?? subject.sellerId),
        members: [subject.fromId, subject.sellerId],
        listingId: subject.listingId,
        orderId: null,
        about: null,
      };
    case "support": {
      const { fromId, about } = subject;
      const isOfOrder = about?.kind === "order";
      return {
        // Each request for help is a matter of its own, so nothing is continued.
        topic: `support:${id}`,
        members: [fromId],
        listingId: null,
        orderId: isOfOrder ? about.id : null,
        about: isOfOrder ? null : about,
      };
    }
  }
}

export type WriteDecision =
  | {
      readonly kind: "moved";
      readonly conversation: Conversation;
      readonly message: Message;
      readonly recipientIds: readonly string[];
    }
  | { readonly kind: "refused"; readonly reason: "not_found" | "conversation_closed" | SupportRefusal };

/** The side of a participant who has read up to a message, with so many messages of others behind it. */
function readBy(participant: Participant, readUpTo: number, unread: number): Participant {
  const hasReadOthers = unread < participant.unread;
  return { ...participant, readUpTo, unread, moves: participant.moves + (hasReadOthers ? 1 : 0) };
}

/** The side of an account whose mark passed messages of others between two forms of a conversation; null: it did not. */
export function movedMark(before: Conversation, after: Conversation, accountId: string): Participant | null {
  const sideIn = ({ participants }: Conversation) =>
    participants.find((each) => each.accountId === accountId);
  const side = sideIn(after);
  return side !== undefined && side.moves > (sideIn(before)?.moves ?? 0) ? side : null;
}

/**
 * Writes a message, with contact details masked (R3). Staff who answer a support conversation join it, and so does a
 * mediator who writes in a disputed order's. Only the member of the staff who took a request answers it (R38). An answer
 * marks what it answers as read.
 *
 * @param draft `text` is what the sender typed
 * @param rolesOf the roles that staff among the participants have now: those without one are told nothing any more
 */
export function writeMessage(
  conversation: Conversation,
  sender: Visitor,
  draft: { id: string; text: string; files: readonly FileInfo[] },
  now: Date,
  rolesOf: (accountId: string) => readonly Role[],
): WriteDecision {
  if (!isVisibleTo(conversation, sender)) return { kind: "refused", reason: "not_found" };
  if (!isOpen(conversation, now)) return { kind: "refused", reason: "conversation_closed" };

  const senderId = sender.accountId;
  const answered = conversation.support && afterMessage(conversation.support, senderId, now);
  if (answered?.kind === "refused") return { kind: "refused", reason: answered.reason };
  const number = conversation.messageCount + 1;
  const message = {
    id: draft.id,
    number,
    senderId,
    ...maskContacts(draft.text),
    files: draft.files,
    at: now,
  };
  const others = conversation.participants.filter(({ accountId }) => accountId !== senderId);
  const before = conversation.participants.find(({ accountId }) => accountId === senderId) ?? {
    accountId: senderId,
    unread: 0,
    readUpTo: conversation.messageCount,
    moves: 0,
    isStaff: true,
  };
  const self = readBy(before, number, 0);
  const withUnread = others.map((other) => ({ ...other, unread: other.unread + 1 }));
  const isFirst = conversation.participants[0]?.accountId === senderId;
  return {
    kind: "moved",
    message,
    recipientIds: others
      .filter((each) => !each.isStaff || isOpenToStaff(conversation, { roles: rolesOf(each.accountId) }))
      .map(({ accountId }) => accountId),
    conversation: {
      ...conversation,
      participants: isFirst ? [self, ...withUnread] : [...withUnread, self],
      messageCount: number,
      lastMessage: message,
      support: answered?.kind === "moved" ? answered.change.after : conversation.support,
      activityAt: now,
    },
  };
}

/**
 * Moves a participant's read mark forward; it never goes back.
 *
 * @param unreadAfter how many messages of others come after the mark
 */
export function markRead(
  conversation: Conversation,
  accountId: string,
  upTo: number,
  unreadAfter: number,
): Conversation {
  return {
    ...conversation,
    participants: conversation.participants.map((participant) =>
      participant.accountId === accountId && participant.readUpTo < upTo
        ? readBy(participant, upTo, unreadAfter)
        : participant,
    ),
  };
}
