import type { ClientSession, Db } from "mongodb";
import type { Standing } from "./standing.ts";

/** What other services were told. */
export type PublishedStanding = Pick<Standing, "score" | "ratingMean" | "ratingCount">;

interface KnownStanding extends PublishedStanding {
  /** Counts the published events. */
  readonly sequence: number;
  /** What the seller's timer is armed for. */
  readonly changesAt: Date | null;
}

interface StandingDocument {
  _id: string;
  known: KnownStanding | null;
  reckonings: number;
}

/** The standing of each seller as it was last published. */
export function createStandingStore(db: Db) {
  const standings = db.collection<StandingDocument>("standings");

  return {
    /** Makes every other transaction about this seller conflict with this one. */
    async lock(sellerId: string, session: ClientSession): Promise<KnownStanding | null> {
      const found = await standings.findOneAndUpdate(
        { _id: sellerId },
        { $inc: { reckonings: 1 }, $setOnInsert: { known: null } },
        { upsert: true, returnDocument: "after", session },
      );
      return found?.known ?? null;
    },

    async save(sellerId: string, known: KnownStanding, session: ClientSession): Promise<void> {
      await standings.updateOne({ _id: sellerId }, { $set: { known } }, { session });
    },
  };
}

export type StandingStore = ReturnType<typeof createStandingStore>;
