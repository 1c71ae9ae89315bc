import { type DataOf, type OrdersClosingAnswered, ROLES, type Role } from "@vc/contracts";
import { already, type Decision } from "@vc/lifecycle";
import type { Refusal } from "../refusals.ts";

/** An account as the rules see it. */
export interface AccountState {
  readonly id: string;
  /** In lower case: two spellings are one account. */
  readonly email: string;
  readonly emailVerified: boolean;
  /** The address that the owner wants instead; it counts once it is verified. */
  readonly pendingEmail: string | null;
  readonly passwordHash: string;
  /** Counts the log-ins. Each writes the account, so that one beside a new password conflicts with it. */
  readonly logIns: number;
  readonly displayName: string;
  readonly bio: string;
  readonly locale: "fr" | "en";
  readonly roles: readonly Role[];
  readonly createdAt: Date;
  /** R42: the closing that is under way; null: none. */
  readonly closing: Closing | null;
  /** Counts the account's events; 0 before the first. */
  readonly sequence: number;
}

export type ClosingAnswer = DataOf<typeof OrdersClosingAnswered>["answer"];

/** Who is asked before an account is closed. */
export type Asked = "orders" | "payments";

/** The closing of an account, from the request until the account is erased or stays after all (R42). */
export interface Closing {
  readonly id: string;
  readonly since: Date;
  /** Its owner has been told that it closes. */
  readonly isPromised: boolean;
  readonly answers: Readonly<Record<Asked, ClosingAnswer | null>>;
}

/** What the rest of the platform is told after a change, in this order. */
export type Announcement =
  | "registered"
  | "changed"
  | "verification_requested"
  | "password_reset_requested"
  | "email_change_requested"
  | "email_changed";

interface AccountChange {
  readonly after: AccountState;
  readonly announces: readonly Announcement[];
}

export type AccountDecision = Decision<AccountChange, { readonly reason: Refusal }>;

/** The account as it is after a change, and what is told of it. */
export function moved(after: AccountState, ...announces: readonly Announcement[]): AccountDecision {
  return { kind: "moved", change: { after, announces } };
}

/** R40: a new account is a user's, its e-mail address still to be verified. */
export function openAccount(
  person: Pick<AccountState, "id" | "email" | "passwordHash" | "displayName" | "locale">,
  now: Date,
): AccountState {
  return {
    ...person,
    emailVerified: false,
    pendingEmail: null,
    logIns: 0,
    bio: "",
    roles: ["user"],
    createdAt: now,
    closing: null,
    sequence: 0,
  };
}

/**
 * The holder of `email` followed the link that was sent there, for the first time or again. A link to an address that
 * the account neither has nor is to have proves nothing. The first admin cannot be made by an admin, so the operator
 * names their addresses; from then on admins make admins.
 */
export function verifyEmail(
  account: AccountState,
  email: string,
  { isNamedAdmin }: { readonly isNamedAdmin: boolean },
): AccountDecision {
  const isPresent = email === account.email;
  if (!isPresent && email !== account.pendingEmail) return { kind: "refused", reason: "token_invalid" };
  if (isPresent && account.emailVerified) return already();
  const pendingEmail = isPresent ? account.pendingEmail : null;
  const roles = isNamedAdmin ? withUser([...account.roles, "admin"]) : account.roles;
  const after = { ...account, email, emailVerified: true, pendingEmail, roles };
  // An address that was never verified may be a stranger's, who must not get a link to the account.
  return isPresent || !account.emailVerified
    ? moved(after, "changed")
    : moved(after, "changed", "email_changed");
}

/** Where the link goes that proves an address. */
export function addressToVerify({ email, pendingEmail }: AccountState): string {
  return pendingEmail ?? email;
}

/** Another link, for whom the first never reached. */
export function requestVerification(account: AccountState): AccountDecision {
  if (account.emailVerified && account.pendingEmail === null) return already();
  return moved(account, "verification_requested");
}

/**
 * The present address is told, and goes on counting until the new one is verified: who mistypes it, or took the
 * account over, locks no owner out. A request for the present address withdraws an earlier one.
 */
export function changeEmail(account: AccountState, email: string): AccountDecision {
  if (account.email === email) {
    if (account.pendingEmail === null) return already();
    return moved({ ...account, pendingEmail: null });
  }
  const after = { ...account, pendingEmail: email };
  // An address that was never verified may be a stranger's, whom this does not concern.
  return account.emailVerified
    ? moved(after, "email_change_requested", "verification_requested")
    : moved(after, "verification_requested");
}

export interface ProfileChanges {
  readonly displayName?: string | undefined;
  readonly bio?: string | undefined;
  readonly locale?: "fr" | "en" | undefined;
}

export function updateProfile(account: AccountState, changes: ProfileChanges): AccountDecision {
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
  return isSame ? already() : moved(changed, "changed");
}

/**
 * Ends a wish for another address too: it may be that of a person who knew the password before. Of interest to
 * accounts alone: no event.
 */
export function setPassword(account: AccountState, passwordHash: string): AccountDecision {
  return moved({ ...account, passwordHash, pendingEmail: null });
}

/** The holder of a former address, who was told of the change, takes the account back with a new password. */
export function undoEmailChange(
  account: AccountState,
  formerEmail: string,
  passwordHash: string,
): AccountDecision {
  const after = { ...account, email: formerEmail, emailVerified: true, pendingEmail: null, passwordHash };
  return account.email === formerEmail && account.emailVerified ? moved(after) : moved(after, "changed");
}

/**
 * Decides while the password that was compared a moment ago is still the account's. Another one has ended the session
 * that asks (R40).
 */
export function whileProven(
  provenHash: string,
  decide: (account: AccountState) => AccountDecision,
): (account: AccountState) => AccountDecision {
  return (account) =>
    account.passwordHash === provenHash ? decide(account) : { kind: "refused", reason: "session_over" };
}

/** Every account keeps the role user. An admin cannot drop their own role, so that one admin always remains. */
export function setRoles(
  account: AccountState,
  roles: readonly Role[],
  byAccountId: string,
): AccountDecision {
  if (account.id === byAccountId && account.roles.includes("admin") && !roles.includes("admin")) {
    return { kind: "refused", reason: "own_admin_role" };
  }
  const wanted = withUser(roles);
  if (wanted.join() === account.roles.join()) return already();
  return moved({ ...account, roles: wanted }, "changed");
}

/** Each role once, in the order of the vocabulary. */
function withUser(roles: readonly Role[]): Role[] {
  return ROLES.filter((role) => role === "user" || roles.includes(role));
}
