import { type Bus, on } from "@vc/bus";
import { MessageSent } from "@vc/contracts";
import { changeBatch, type Erased, type ErasureBatch } from "@vc/service";
import type { Db } from "mongodb";
import type { ClosingStore } from "../account-closing/closing-store.ts";

/** One message of an order's conversation, as it was delivered: contact details are masked already (R3). */
export interface CaseMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly senderId: string;
  readonly text: string;
  readonly at: Date;
}

interface MessageDocument extends Omit<CaseMessage, "id"> {
  _id: string;
  orderId: string;
  /** Its place in the conversation: 1, 2, 3 … */
  number: number;
}

/** As many of an order's messages as are kept, the newest: a mediator reads older ones in the conversation itself. */
export const MOST_CASE_MESSAGES = 200;

/** R24: what the parties of an order wrote to each other, projected from messaging's events for the mediator's page. */
export function createCaseMessages(db: Db, closings: ClosingStore) {
  const messages = db.collection<MessageDocument>("case_messages");

  return {
    async ensureIndexes(): Promise<void> {
      await messages.createIndexes([{ key: { orderId: 1, number: 1 } }, { key: { senderId: 1 } }]);
    },

    /** The newest messages of an order, oldest first. */
    async of(orderId: string): Promise<CaseMessage[]> {
      const found = await messages.find({ orderId }).sort({ number: -1 }).limit(MOST_CASE_MESSAGES).toArray();
      return found.toReversed().map(({ _id, conversationId, senderId, text, at }) => ({
        id: _id,
        conversationId,
        senderId,
        text,
        at,
      }));
    },

    /** R42: empties the messages of a closed account. */
    eraseSender: (batch: ErasureBatch): Promise<Erased> =>
      changeBatch(messages, { senderId: batch.accountId, text: { $gt: "" } }, { $set: { text: "" } }, batch),

    follow(bus: Bus): void {
      bus.consume({
        purpose: "case-messages",
        order: "any",
        subscriptions: [
          on(MessageSent, async ({ data, sequence }, { session }) => {
            const { kind, orderId, conversationId, messageId, senderId, sentAt } = data;
            // A message to support about an order is not between its parties.
            if (kind !== "order" || orderId === null) return;
            // R42: an account may be closed before its last messages arrive here.
            const isErased = (await closings.find(senderId, session))?.isClosed ?? false;
            const text = isErased ? "" : data.text;
            const message = {
              orderId,
              conversationId,
              number: sequence,
              senderId,
              text,
              at: new Date(sentAt),
            };
            await messages.replaceOne({ _id: messageId }, message, { upsert: true, session });
            const tooOld = sequence - MOST_CASE_MESSAGES;
            await messages.deleteMany({ orderId, number: { $lte: tooOld } }, { session });
          }),
        ],
      });
    },
  };
}

export type CaseMessages = ReturnType<typeof createCaseMessages>;
