import type { Migration } from "@vc/service";
import { accountModel } from "./model.ts";
import { nameKeysOf } from "./name-keys.ts";

/** What stored accounts of earlier versions need, in order. */
export const migrations: readonly Migration[] = [
  {
    id: "2026-11-30-name-keys",
    async run(database) {
      const accounts = database.model(accountModel);
      for await (const { _id, displayName } of accounts.stream({})) {
        // A name that changed meanwhile has its keys already.
        await accounts.updateOne({ _id, displayName }, { $set: { nameKeys: nameKeysOf(displayName) } });
      }
    },
  },
];
