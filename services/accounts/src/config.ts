import { storedConfig } from "@vc/service";
import { z } from "zod";

const DAY_MS = 24 * 60 * 60 * 1_000;

function count(byDefault: number, description: string) {
  return z.coerce.number().int().min(1).default(byDefault).describe(description);
}

export const accountsConfig = storedConfig.extend({
  TOKEN_SIGNING_KEY: z
    .string()
    .min(1)
    .describe(
      "private Ed25519 key, the same for all instances, as a JWK or PKCS#8 PEM: signs access tokens until it is rotated, and closes the keys in the database",
    ),
  BOOTSTRAP_ADMINS: z
    .string()
    .default("")
    .transform((list) =>
      list
        .toLowerCase()
        .split(",")
        .map((email) => email.trim())
        .filter(Boolean),
    )
    .describe("e-mail addresses, separated by commas, that become admin once they are verified"),
  ACCESS_TOKEN_SECONDS: count(600, "life of an access token"),
  KEY_ANNOUNCE_SECONDS: count(
    900,
    "from announcing a new signing key to signing with it; longer than services keep the keys they have fetched",
  ),
  REFRESH_GRACE_SECONDS: count(30, "how long a spent refresh token still works for the device that spent it"),
  REFRESH_TOKEN_DAYS: count(30, "how long a session lives without being refreshed"),
  SESSION_DAYS: count(180, "how long a session lives at most"),
  VERIFICATION_HOURS: count(24, "life of the link that verifies an e-mail address"),
  PASSWORD_RESET_MINUTES: count(60, "life of the link that sets a new password"),
  EMAIL_UNDO_DAYS: count(14, "life of the link to a former e-mail address that undoes its change"),
  EXPORT_DAYS: count(7, "how long a copy of one's data can be fetched (R42)"),
  CLOSING_GRACE_SECONDS: count(
    900,
    "from the wish to close an account to its erasure (R42); longer than an access token lives",
  ),
  CLOSED_ACCOUNTS_LOG: z
    .string()
    .default("")
    .describe(
      "file outside the databases, shared by all instances and kept with the backups, that names closed accounts: after a restore they are closed again (R42); empty where no backup is restored",
    ),
  TRUST_FORWARDED_FOR: z
    .stringbool()
    .prefault("false")
    .describe(
      "take the caller's address from X-Forwarded-For; only where the gateway alone can reach this service",
    ),
  LIMIT_REQUESTS_PER_ADDRESS: count(60, "log-ins, resets and the like from one address in a minute"),
  LIMIT_REGISTRATIONS_PER_ADDRESS: count(20, "registrations from one address in an hour"),
  LIMIT_PASSWORD_TRIES_PER_ADDRESS: count(
    10,
    "wrong passwords for one account from one address, or from one device that has signed in to it before, in 15 minutes",
  ),
  LIMIT_PASSWORD_TRIES_PER_ACCOUNT: count(
    500,
    "wrong passwords for one account from all addresses in 15 minutes; devices that have signed in before do not count",
  ),
  LIMIT_MAILS_PER_ACCOUNT: count(
    5,
    "mails with a link asked for one account in an hour; more links to a new password are silently not sent",
  ),
  LIMIT_EXPORTS_PER_ACCOUNT: count(5, "copies of one's data asked for by one account in a day"),
  RATE_LIMIT_SCALE: count(1, "multiplies every limit above, for development and tests"),
});
export type AccountsConfig = z.output<typeof accountsConfig>;

/** How long what accounts hands out is good for. */
export interface Lifetimes {
  readonly accessTokenSeconds: number;
  readonly refreshGraceMs: number;
  readonly refreshTokenMs: number;
  readonly sessionMs: number;
  readonly verificationMs: number;
  readonly passwordResetMs: number;
  readonly emailUndoMs: number;
  readonly exportMs: number;
  readonly closingGraceMs: number;
}

export function lifetimesOf(config: AccountsConfig): Lifetimes {
  return {
    accessTokenSeconds: config.ACCESS_TOKEN_SECONDS,
    refreshGraceMs: config.REFRESH_GRACE_SECONDS * 1_000,
    refreshTokenMs: config.REFRESH_TOKEN_DAYS * DAY_MS,
    sessionMs: config.SESSION_DAYS * DAY_MS,
    verificationMs: config.VERIFICATION_HOURS * 60 * 60 * 1_000,
    passwordResetMs: config.PASSWORD_RESET_MINUTES * 60 * 1_000,
    emailUndoMs: config.EMAIL_UNDO_DAYS * DAY_MS,
    exportMs: config.EXPORT_DAYS * DAY_MS,
    closingGraceMs: config.CLOSING_GRACE_SECONDS * 1_000,
  };
}
