import { type Database, deleteBatch, type ErasureStep, trusted } from "@vc/service";
import type { Kind } from "../kinds.ts";
import { preferenceModel } from "./model.ts";
import type { Choices } from "./preferences.ts";

export interface PreferenceStore {
  /** Empty for an account that never changed a preference. */
  find(accountId: string): Promise<Choices>;
  /** Of the accounts that changed a preference. */
  findAll(accountIds: readonly string[]): Promise<ReadonlyMap<string, Choices>>;
  /** Writes the kinds that are named and no others, so that of two who choose at once both are heard. @returns all */
  choose(accountId: string, chosen: Choices): Promise<Choices>;
  /** Switches the e-mails of a kind off. Whether the app shows it is left as it is. */
  unsubscribe(accountId: string, kind: Kind): Promise<void>;
  readonly erase: ErasureStep;
}

export function createPreferenceStore(database: Database): PreferenceStore {
  const preferences = database.model(preferenceModel);

  async function find(accountId: string): Promise<Choices> {
    const found = await preferences.findOne({ _id: accountId });
    return found?.choices ?? {};
  }

  return {
    find,

    async findAll(accountIds) {
      if (accountIds.length === 0) return new Map();
      const found = await preferences.find({ _id: trusted({ $in: [...new Set(accountIds)] }) });
      return new Map(found.map(({ _id, choices }) => [_id, choices]));
    },

    async choose(accountId, chosen) {
      const entries = Object.entries(chosen).map(([kind, channels]) => [`choices.${kind}`, channels]);
      if (entries.length === 0) return find(accountId);
      const after = await preferences.findOneAndUpdate(
        { _id: accountId },
        { $set: Object.fromEntries(entries) },
        { upsert: true, returnDocument: "after" },
      );
      return after?.choices ?? {};
    },

    async unsubscribe(accountId, kind) {
      const change = { $set: { [`choices.${kind}.email`]: false } };
      await preferences.updateOne({ _id: accountId }, change, { upsert: true });
    },

    erase: (batch) => deleteBatch(preferences, { _id: batch.accountId }, batch),
  };
}
