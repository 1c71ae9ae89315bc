import { z } from "zod";
import { defineEvent } from "../define-event.ts";
import { id, Timestamp } from "../primitives.ts";
import { Locale, Role } from "../vocabulary.ts";

/** The account as it stands after the event, so that the latest event alone is enough for a projection. */
const accountSnapshot = z.object({
  accountId: id("account"),
  email: z.string(),
  emailVerified: z.boolean(),
  displayName: z.string(),
  bio: z.string(),
  locale: Locale,
  roles: z.array(Role),
  createdAt: Timestamp,
});

/** A link that somebody was promised by e-mail. The token is usable once and only until `expiresAt`. */
const emailedToken = z.object({
  accountId: id("account"),
  email: z.string(),
  displayName: z.string(),
  locale: Locale,
  token: z.string(),
  expiresAt: Timestamp,
});

export const AccountRegistered = defineEvent(
  "accounts.account.registered.v1",
  "Somebody opened an account.",
  accountSnapshot,
);

export const AccountChanged = defineEvent(
  "accounts.account.changed.v1",
  "Profile, e-mail address, its verification or the roles of an account changed.",
  accountSnapshot,
);

export const VerificationRequested = defineEvent(
  "accounts.account.verification_requested.v1",
  "An e-mail address waits to be verified through a link sent to it.",
  emailedToken,
);

export const PasswordResetRequested = defineEvent(
  "accounts.account.password_reset_requested.v1",
  "Somebody asked for a new password; the link goes to the account's address.",
  emailedToken,
);
