import { ROLES, type Role } from "@vc/contracts";
import type { Refusal } from "../refusals.ts";

/** An account as the rules see it. */
export interface AccountState {
  readonly id: string;
  /** In lower case: two spellings are one account. */
  readonly email: string;
  readonly emailVerified: boolean;
  readonly passwordHash: string;
  readonly displayName: string;
  readonly bio: string;
  readonly locale: "fr" | "en";
  readonly roles: readonly Role[];
  readonly createdAt: Date;
  /** Counts the account's events; 0 before the first. */
  readonly sequence: number;
}

/** What the rest of the platform is told after a change, in this order. */
export type Announcement = "registered" | "changed" | "verification_requested" | "password_reset_requested";

export type Decision =
  | {
      readonly kind: "changed";
      readonly account: AccountState;
      readonly announces: readonly Announcement[];
    }
  | { readonly kind: "unchanged" }
  | { readonly kind: "refused"; readonly reason: Refusal };

/** R40: a new account is a user's, its e-mail address still to be verified. */
export function openAccount(
  person: Pick<AccountState, "id" | "email" | "passwordHash" | "displayName" | "locale">,
  now: Date,
): AccountState {
  return { ...person, emailVerified: false, bio: "", roles: ["user"], createdAt: now, sequence: 0 };
}

/**
 * The holder of `email` followed the link that was sent there. A link to an address that the account has
 * given up since proves nothing. Without a first admin nobody could make one: the operator names their addresses.
 */
export function verifyEmail(
  account: AccountState,
  email: string,
  bootstrapAdmins: readonly string[],
): Decision {
  if (account.email !== email) return { kind: "refused", reason: "token_invalid" };
  if (account.emailVerified) return { kind: "unchanged" };
  const roles = bootstrapAdmins.includes(email) ? withUser([...account.roles, "admin"]) : account.roles;
  return { kind: "changed", account: { ...account, emailVerified: true, roles }, announces: ["changed"] };
}

/** Another link, for whom the first never reached. */
export function requestVerification(account: AccountState): Decision {
  if (account.emailVerified) return { kind: "unchanged" };
  return { kind: "changed", account, announces: ["verification_requested"] };
}

/** The new address counts at once, and must be verified like the first one. */
export function changeEmail(account: AccountState, email: string): Decision {
  if (account.email === email) return { kind: "unchanged" };
  return {
    kind: "changed",
    account: { ...account, email, emailVerified: false },
    announces: ["changed", "verification_requested"],
  };
}

export interface ProfileChanges {
  readonly displayName?: string | undefined;
  readonly bio?: string | undefined;
  readonly locale?: "fr" | "en" | undefined;
}

export function updateProfile(account: AccountState, changes: ProfileChanges): Decision {
  const changed: AccountState = {
    ...account,
    displayName: changes.displayName ?? account.displayName,
    bio: changes.bio ?? account.bio,
    locale: changes.locale ?? account.locale,
  };
  const isSame =
    changed.displayName === account.displayName &&
    changed.bio === account.bio &&
    changed.locale === account.locale;
  return isSame ? { kind: "unchanged" } : { kind: "changed", account: changed, announces: ["changed"] };
}

/** Nobody but accounts has to know. */
export function setPassword(account: AccountState, passwordHash: string): Decision {
  return { kind: "changed", account: { ...account, passwordHash }, announces: [] };
}

/** Everybody stays a user. An admin does not drop the role, so that the platform is never left without one. */
export function setRoles(account: AccountState, roles: readonly Role[], byAccountId: string): Decision {
  if (account.id === byAccountId && account.roles.includes("admin") && !roles.includes("admin")) {
    return { kind: "refused", reason: "own_admin_role" };
  }
  const wanted = withUser(roles);
  if (wanted.join() === account.roles.join()) return { kind: "unchanged" };
  return { kind: "changed", account: { ...account, roles: wanted }, announces: ["changed"] };
}

/** Each role once, in the order of the vocabulary. */
function withUser(roles: readonly Role[]): Role[] {
  return ROLES.filter((role) => role === "user" || roles.includes(role));
}
