import { type AccountProjection, createAccountProjection, type Database, type DocumentOf } from "@vc/service";
import { accountModel } from "./model.ts";

/** What the public sees of an account. */
export type KnownAccount = Omit<DocumentOf<typeof accountModel>, "_id">;

export type Accounts = AccountProjection<KnownAccount>;

export function createAccounts(database: Database): Accounts {
  return createAccountProjection<KnownAccount>(
    database.model(accountModel),
    ({ displayName, bio, createdAt }) => ({ displayName, bio, memberSince: new Date(createdAt) }),
  );
}
