import type { Database } from "@vc/service";
import { trusted } from "@vc/service";
import { balanceModel } from "../ledger/model.ts";
import { PLATFORM, type PlatformAccountDocument, platformAccountModel } from "./model.ts";

export type CheckedPlatform = Omit<PlatformAccountDocument, "_id">;

/** What was last read of the platform's own account at Stripe, and what its balance has to hold. */
export function createPlatformAccountStore(database: Database) {
  const checked = database.model(platformAccountModel);
  const balances = database.model(balanceModel);

  return {
    /** What owners have, account by account. */
    async *balances(): AsyncGenerator<{ account: string; cents: number }> {
      for await (const { _id, cents } of balances.stream(
        { cents: trusted({ $gt: 0 }) },
        { fields: ["_id", "cents"] },
      )) {
        yield { account: _id, cents };
      }
    },

    /** `null` before the first check. */
    async find(): Promise<CheckedPlatform | null> {
      return checked.findOne({ _id: PLATFORM });
    },

    async replace(found: CheckedPlatform): Promise<void> {
      await checked.replaceOne({ _id: PLATFORM }, found, { upsert: true });
    },
  };
}

export type PlatformAccountStore = ReturnType<typeof createPlatformAccountStore>;
