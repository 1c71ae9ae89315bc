import type { Transaction } from "@vc/bus";
import { type FileInfo, MessageSent } from "@vc/contracts";
import { invalidRequest } from "@vc/http";
import { newId, toFileInfo } from "@vc/service";
import type { ClientSession } from "mongodb";
import {
  type Conversation,
  isVisibleTo,
  type Message,
  openConversation,
  type Subject,
  type Visitor,
  writeMessage,
} from "./conversation.ts";
import type { Messaging } from "./messaging.ts";
import { publishReadMark } from "./publish-read-mark.ts";
import { publishSupport } from "./publish-support.ts";
import { type Refusal, refuse } from "./refusals.ts";

export type Written =
  | { readonly kind: "moved"; readonly conversation: Conversation; readonly message: Message }
  | { readonly kind: "refused"; readonly reason: Refusal };

/**
 * Writes in an existing conversation.
 *
 * @param onWritten runs in the transaction of the message
 */
export async function writeInto(
  messaging: Messaging,
  conversationId: string,
  sender: Visitor,
  draft: { text: string; fileIds: readonly string[] },
  onWritten: (message: Message, session: ClientSession) => Promise<void>,
): Promise<Written> {
  const files = await ownFiles(messaging, conversationId, sender, draft.fileIds);
  return messaging.bus.transaction(async (tx) => {
    const conversation = await messaging.conversations.find(conversationId, tx.session);
    if (conversation === null) return { kind: "refused", reason: "not_found" };
    const written = await commit(messaging, tx, conversation, sender, { text: draft.text, files });
    if (written.kind === "moved") await onWritten(written.message, tx.session);
    return written;
  });
}

/** Opens a conversation with its first message, or goes on in the one that has the same topic. */
export async function writeAbout(
  messaging: Messaging,
  subject: Subject,
  sender: Visitor,
  text: string,
): Promise<Written> {
  const { bus, clock, conversations } = messaging;
  return bus.transaction(async (tx): Promise<Written> => {
    const fresh = openConversation(newId("conversation"), subject, clock.now());
    const known = await conversations.findByTopic(fresh.topic, tx.session);
    if (known === null) await conversations.add(fresh, tx.session);
    return commit(messaging, tx, known ?? fresh, sender, { text, files: [] });
  });
}

async function commit(
  { clock, conversations, messages, projections }: Messaging,
  tx: Transaction,
  conversation: Conversation,
  sender: Visitor,
  draft: { text: string; files: readonly FileInfo[] },
): Promise<Written> {
  const rolesOf = await projections.rolesOf(
    conversation.participants.filter(({ isStaff }) => isStaff).map(({ accountId }) => accountId),
  );
  const drafted = { id: newId("message"), ...draft };
  const decision = writeMessage(conversation, sender, drafted, clock.now(), rolesOf);
  if (decision.kind === "refused") return decision;
  const { message, recipientIds } = decision;
  const asked = conversation.messageCount === 0 ? null : conversation.support;
  const { support } = decision.conversation;
  const written = {
    ...decision.conversation,
    support: support && publishSupport(tx, conversation.id, { before: asked, after: support }, message.at),
  };
  await conversations.replace(conversation, written, tx.session);
  await messages.add(conversation.id, message, tx.session);
  tx.publish(MessageSent, {
    aggregateId: conversation.id,
    sequence: message.number,
    time: message.at,
    data: {
      conversationId: conversation.id,
      kind: conversation.kind,
      orderId: conversation.orderId,
      messageId: message.id,
      senderId: message.senderId,
      recipientIds: [...recipientIds],
      text: message.text,
      masked: [...message.masked],
      files: [...message.files],
      sentAt: message.at.toISOString(),
    },
  });
  publishReadMark(tx, { before: conversation, after: written }, message.senderId, message.at);
  return { kind: "moved", conversation: written, message };
}

/**
 * The files to attach: uploaded into this conversation, by the sender.
 *
 * @throws HttpProblem 400 that names the first one that is not; 404 to an account that is not in the
 *   conversation, so that the answer does not reveal that it exists
 */
async function ownFiles(
  { conversations, files }: Messaging,
  conversationId: string,
  sender: Visitor,
  fileIds: readonly string[],
): Promise<FileInfo[]> {
  if (fileIds.length === 0) return [];
  const conversation = await conversations.find(conversationId);
  if (conversation === null || !isVisibleTo(conversation, sender)) throw refuse("not_found");
  const found = await files.findAttachable(conversationId, fileIds);
  return fileIds.map((id, index) => {
    const file = found.find((each) => each.id === id && each.ownerId === sender.accountId);
    if (file === undefined) {
      throw invalidRequest(`fileIds.${index}`, "is no file that you uploaded into this conversation");
    }
    return toFileInfo(file);
  });
}
