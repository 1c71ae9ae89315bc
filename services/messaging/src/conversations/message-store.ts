import { changeBatch, type Database, type ErasureStep, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import type { Message } from "./conversation.ts";
import { type MessageDocument, messageModel } from "./model.ts";

/** The messages of all conversations. */
export interface MessageStore {
  add(conversationId: string, message: Message, session: ClientSession): Promise<void>;
  find(conversationId: string, messageId: string, session: ClientSession): Promise<Message | null>;
  /** Newest first, one more than `limit`. `before` is a message's number. */
  list(conversationId: string, page: { limit: number; before: number | null }): Promise<Message[]>;
  /** Every message of an account, newest first. */
  sentBy(accountId: string): AsyncIterable<Message & { readonly conversationId: string }>;
  /** Those of the files that a message of the conversation has. */
  attachedFiles(conversationId: string, fileIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** R42: empties the messages of a closed account. */
  readonly erase: ErasureStep;
  /** How many messages of others than `readerId` come after a number. */
  countAfter(
    conversationId: string,
    readerId: string,
    number: number,
    session: ClientSession,
  ): Promise<number>;
}

export function createMessageStore(database: Database): MessageStore {
  const messages = database.model(messageModel);

  return {
    async add(conversationId, { id, ...facts }, session) {
      await messages.insertOne({ _id: id, conversationId, ...facts }, { session });
    },

    async find(conversationId, messageId, session) {
      const found = await messages.findOne({ _id: messageId, conversationId }, { session });
      return found && toMessage(found);
    },

    async list(conversationId, { limit, before }) {
      const earlier = before === null ? {} : { number: trusted({ $lt: before }) };
      const found = await messages.find(
        { conversationId, ...earlier },
        { sort: { number: -1 }, limit: limit + 1 },
      );
      return found.map(toMessage);
    },

    async *sentBy(accountId) {
      for await (const found of messages.stream({ senderId: accountId }, { sort: { at: -1 } })) {
        yield { ...toMessage(found), conversationId: found.conversationId };
      }
    },

    async attachedFiles(conversationId, fileIds) {
      const found = await messages.find({ conversationId, "files.id": trusted({ $in: fileIds }) });
      return new Set(found.flatMap(({ files }) => files.map(({ id }) => id)));
    },

    erase: (batch) =>
      changeBatch(
        messages,
        { senderId: batch.accountId, text: trusted({ $gt: "" }) },
        { $set: { text: "", masked: [], files: [] } },
        batch,
      ),

    countAfter: (conversationId, readerId, number, session) =>
      messages.countDocuments(
        { conversationId, number: trusted({ $gt: number }), senderId: trusted({ $ne: readerId }) },
        { session },
      ),
  };
}

function toMessage({ _id, conversationId: _, ...facts }: MessageDocument): Message {
  return { id: _id, ...facts };
}
