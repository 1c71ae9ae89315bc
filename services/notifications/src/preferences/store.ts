import type { Collection, Db } from "mongodb";
import type { Choices } from "./preferences.ts";

export interface PreferenceStore {
  /** Somebody who never chose has no choices. */
  find(accountId: string): Promise<Choices>;
  replace(accountId: string, choices: Choices): Promise<void>;
}

export function createPreferenceStore(db: Db): PreferenceStore {
  const preferences: Collection<{ _id: string; choices: Choices }> = db.collection("preferences");
  return {
    async find(accountId) {
      const found = await preferences.findOne({ _id: accountId });
      return found?.choices ?? {};
    },
    async replace(accountId, choices) {
      await preferences.updateOne({ _id: accountId }, { $set: { choices } }, { upsert: true });
    },
  };
}
