import { changeBatch, type Database, type Erased, type ErasureBatch, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import { type CaseMessageDocument, caseMessageModel } from "./model.ts";

/** One message of an order's conversation, as it was delivered: contact details are masked already (R3). */
export interface CaseMessage extends Omit<CaseMessageDocument, "_id"> {
  readonly id: string;
}

/** As many of an order's messages as are kept, the newest: a mediator reads older ones in the conversation itself. */
export const MOST_CASE_MESSAGES = 200;

/** R24: what the parties of an order wrote to each other, for the mediator's page. */
export function createCaseMessages(database: Database) {
  const messages = database.model(caseMessageModel);

  return {
    /** The newest messages of an order, oldest first. */
    async of(orderId: string): Promise<CaseMessage[]> {
      const found = await messages.find({ orderId }, { sort: { number: -1 }, limit: MOST_CASE_MESSAGES });
      return found.toReversed().map(({ _id, ...message }) => ({ id: _id, ...message }));
    },

    /** Keeps a message, and removes what is older than the newest ones of its order. */
    async keep({ id, ...message }: CaseMessage, session: ClientSession): Promise<void> {
      await messages.replaceOne({ _id: id }, message, { upsert: true, session });
      const { orderId, number } = message;
      const tooOld = { orderId, number: trusted({ $lte: number - MOST_CASE_MESSAGES }) };
      await messages.deleteMany(tooOld, { session });
    },

    /** R42: empties the messages of a closed account. */
    eraseSender: (batch: ErasureBatch): Promise<Erased> =>
      changeBatch(
        messages,
        { senderId: batch.accountId, text: trusted({ $gt: "" }) },
        { $set: { text: "" } },
        batch,
      ),
  };
}

export type CaseMessages = ReturnType<typeof createCaseMessages>;
