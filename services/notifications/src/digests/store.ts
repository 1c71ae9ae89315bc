import type { Database, ErasureStep } from "@vc/service";
import type { ClientSession } from "mongodb";
import type { MessagePlace } from "../notifications/store.ts";
import { digestModel } from "./model.ts";

/** A message that waits for its e-mail. */
export interface WaitingMessage {
  /** Its id. */
  readonly fact: string;
  /** Its place in its conversation. */
  readonly message?: MessagePlace;
  readonly actorId: string | null;
  readonly text: string;
  readonly link: string;
  readonly mentions: readonly string[];
}

/** More are not listed in one e-mail; the app has them all. */
const MAX_LISTED = 50;

/** Messages that no mail has reported yet, gathered until the conversation pauses. */
export interface DigestStore {
  /** Adds a message, once. @returns since when the oldest of them waits */
  add(accountId: string, message: WaitingMessage, now: Date, session: ClientSession): Promise<Date>;
  /** hunt F8: no e-mail reports what was read in its conversation. */
  settle(accountId: string, upTo: MessagePlace, session: ClientSession): Promise<void>;
  /** Removes and returns all waiting messages of an account. */
  take(accountId: string, session: ClientSession): Promise<readonly WaitingMessage[]>;
  /** R42: deletes messages that wait for an account, and those that mention it. */
  readonly erase: ErasureStep;
}

export function createDigestStore(database: Database): DigestStore {
  const digests = database.model(digestModel);

  return {
    async add(accountId, message, now, session) {
      const before = await digests.findOne({ _id: accountId }, { session });
      const messages = before?.messages ?? [];
      if (messages.some(({ fact }) => fact === message.fact)) return before?.firstAt ?? now;
      const firstAt = before?.firstAt ?? now;
      await digests.replaceOne(
        { _id: accountId },
        { firstAt, messages: [...messages, message].slice(-MAX_LISTED) },
        { upsert: true, session },
      );
      return firstAt;
    },

    async settle(accountId, { conversationId, number }, session) {
      const waiting = await digests.findOne({ _id: accountId }, { session });
      if (waiting === null) return;
      const left = waiting.messages.filter(
        ({ message }) => message?.conversationId !== conversationId || message.number > number,
      );
      if (left.length === waiting.messages.length) return;
      await digests.updateOne({ _id: accountId }, { $set: { messages: left } }, { session });
    },

    async take(accountId, session) {
      const found = await digests.findOneAndDelete({ _id: accountId }, { session });
      return found?.messages ?? [];
    },

    async erase({ accountId, tx: { session }, limit }) {
      await digests.deleteOne({ _id: accountId }, { session });
      const touched = await digests.find({ "messages.mentions": accountId }, { session, limit });
      for (const { _id, messages } of touched) {
        const left = messages.filter(({ mentions }) => !mentions.includes(accountId));
        await digests.updateOne({ _id }, { $set: { messages: left } }, { session });
      }
      return touched.length < limit ? "all" : "some";
    },
  };
}
