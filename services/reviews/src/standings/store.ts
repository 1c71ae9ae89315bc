import type { Database, DocumentOf } from "@vc/service";
import type { ClientSession } from "mongodb";
import { standingModel } from "./model.ts";
import type { Standing } from "./standing.ts";

/** What the standing's event says. */
export type PublishedStanding = Pick<Standing, "score" | "ratingMean" | "ratingCount">;

type KnownStanding = NonNullable<DocumentOf<typeof standingModel>["known"]>;

/** The standing of each seller as it was last published. */
export function createStandingStore(database: Database) {
  const standings = database.model(standingModel);

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
