import { deleteBatch, type ErasureStep } from "@vc/service";
import type { Collection, Db } from "mongodb";
import type { Choices } from "./preferences.ts";

export interface PreferenceStore {
  /** Empty for an account that never changed a preference. */
  find(accountId: string): Promise<Choices>;
  readonly erase: ErasureStep;
  replace(accountId: string, choices: Choices): Promise<void>;
}

export function createPreferenceStore(db: Db): PreferenceStore {
  const preferences: Collection<{ _id: string; choices: Choices }> = db.collection("preferences");
  return {
    async find(accountId) {
      const found = await preferences.findOne({ _id: accountId });
      return found?.choices ?? {};
    },
    erase: (batch) => deleteBatch(preferences, { _id: batch.accountId }, batch),

    async replace(accountId, choices) {
      await preferences.updateOne({ _id: accountId }, { $set: { choices } }, { upsert: true });
    },
  };
}
