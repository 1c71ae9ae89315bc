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

/** A link that is sent by e-mail. The token works only until `expiresAt`. */
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
  "A person registered an account.",
  accountSnapshot,
);

export const AccountChanged = defineEvent(
  "accounts.account.changed.v1",
  "Profile, e-mail address, its verification or the roles of an account changed.",
  accountSnapshot,
);

export const VerificationRequested = defineEvent(
  "accounts.account.verification_requested.v1",
  "An e-mail address is to be verified through a link that is sent to it.",
  emailedToken,
);

export const PasswordResetRequested = defineEvent(
  "accounts.account.password_reset_requested.v1",
  "A password reset was requested; the link goes to the account's address.",
  emailedToken,
);

export const EmailChangeRequested = defineEvent(
  "accounts.account.email_change_requested.v1",
  "The owner requested another e-mail address; the current one is notified and stays valid until the new one is verified.",
  z.object({
    accountId: id("account"),
    email: z.string().describe("the present address"),
    newEmail: z.string(),
    displayName: z.string(),
    locale: Locale,
    requestedAt: Timestamp,
  }),
);

export const EmailChanged = defineEvent(
  "accounts.account.email_changed.v1",
  "Another e-mail address took the place of a verified one, which receives a link that undoes the change.",
  emailedToken.extend({
    email: z.string().describe("the former address"),
    newEmail: z.string(),
  }),
);

const closing = z.object({ accountId: id("account"), closingId: id("closing") });

export const AccountClosing = defineEvent(
  "accounts.account.closing.v1",
  "The owner wants to close an account: orders accepts no new orders of it and reports whether any is open (R42).",
  closing,
);

export const AccountReopened = defineEvent(
  "accounts.account.reopened.v1",
  "The closing of an account was aborted, because an order is open or money is owed (R42).",
  closing.extend({
    wasPromised: z
      .boolean()
      .describe("its owner had been told that it closes, and has to be told that it does not"),
  }),
);

export const AccountClosed = defineEvent(
  "accounts.account.closed.v1",
  "An account is closed: every service erases its owner's data; orders and ledger stay, pseudonymous (R42).",
  z.object({ accountId: id("account"), closedAt: Timestamp }),
);

export const SessionEnded = defineEvent(
  "accounts.session.ended.v1",
  "A session ended: its access tokens and streams are good for nothing from now on.",
  z.object({ accountId: id("account"), sessionId: z.string(), endedAt: Timestamp }),
);

export const ExportRequested = defineEvent(
  "accounts.export.requested.v1",
  "A person requested a data export: every service answers with the data that it holds (R42).",
  z.object({ accountId: id("account"), exportId: id("export") }),
);
