import { isDuplicateKey } from "@vc/bus";
import { type Database, trusted } from "@vc/service";
import { stripePollModel } from "./model.ts";

/** How far Stripe was asked for what never came, by the name of the poll. */
export function createPollStore(database: Database) {
  const polls = database.model(stripePollModel);

  return {
    /** Takes a poll when it is due, so that one of many instances does it. @returns since when to ask; `null`: not now */
    async take(name: string, now: Date, everyMs: number): Promise<Date | null> {
      try {
        await polls.insertOne({ _id: name, seenUntil: now, nextAt: now });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const taken = await polls.findOneAndUpdate(
        { _id: name, nextAt: trusted({ $lte: now }) },
        { $set: { nextAt: new Date(now.getTime() + everyMs) } },
        { returnDocument: "before" },
      );
      return taken?.seenUntil ?? null;
    },

    /** Everything until then has been listed. */
    async finish(name: string, seenUntil: Date): Promise<void> {
      await polls.updateOne({ _id: name }, { $set: { seenUntil } });
    },
  };
}

export type PollStore = ReturnType<typeof createPollStore>;
