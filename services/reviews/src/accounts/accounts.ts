import { type AccountProjection, createAccountProjection } from "@vc/service";
import type { Db } from "mongodb";

/** What the public sees of an account. */
export interface KnownAccount {
  readonly displayName: string;
  readonly bio: string;
  readonly memberSince: Date;
}

export type Accounts = AccountProjection<KnownAccount>;

export function createAccounts(db: Db): Accounts {
  return createAccountProjection<KnownAccount>(
    db.collection("accounts"),
    ({ displayName, bio, createdAt }) => ({ displayName, bio, memberSince: new Date(createdAt) }),
  );
}
