import { type Database, deleteBatch, type ErasureStep } from "@vc/service";
import { preferenceModel } from "./model.ts";
import type { Choices } from "./preferences.ts";

export interface PreferenceStore {
  /** Empty for an account that never changed a preference. */
  find(accountId: string): Promise<Choices>;
  readonly erase: ErasureStep;
  replace(accountId: string, choices: Choices): Promise<void>;
}

export function createPreferenceStore(database: Database): PreferenceStore {
  const preferences = database.model(preferenceModel);
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
