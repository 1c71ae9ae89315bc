import type { Account } from "@vc/contracts";
import type { AccountState } from "./account.ts";

/** The account as its owner sees it. */
export function showAccount(account: AccountState): Account {
  return {
    id: account.id,
    email: account.email,
    emailVerified: account.emailVerified,
    pendingEmail: account.pendingEmail,
    displayName: account.displayName,
    bio: account.bio,
    locale: account.locale,
    roles: [...account.roles],
    createdAt: account.createdAt.toISOString(),
  };
}
