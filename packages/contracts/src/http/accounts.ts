import { z } from "zod";
import { id, line, Timestamp, text } from "../primitives.ts";
import { Locale, Role } from "../vocabulary.ts";
import { PageQuery } from "./paging.ts";

/** No mail server takes more before the @, nor names of hosts that the domain name system has not (RFC 5321, 1035). */
const DELIVERABLE = /^[^@]{1,64}@(?:[^.]{0,62}[^.-]\.)+[^.]{2,63}$/;

const EmailAddress = z
  .email()
  .max(254)
  // By a refinement and no second pattern: the document says it by the format.
  .refine((address) => DELIVERABLE.test(address), "is no address that mail can be sent to")
  .toLowerCase()
  .describe("compared without regard to case");
const NewPassword = z.string().min(12).max(200);
const GivenPassword = z.string().min(1).max(200);
const OpaqueToken = z.string().min(1).max(500);
const DeviceToken = z
  .string()
  .max(500)
  .describe(
    "what signing in on this device gave: such a device is not kept out by wrong passwords of strangers",
  );
const DisplayName = line(1, 80);

export const Account = z
  .object({
    id: id("account"),
    email: z.string(),
    emailVerified: z.boolean(),
    pendingEmail: z.string().nullable().describe("asked for, and counting once it is verified"),
    displayName: z.string(),
    bio: z.string(),
    locale: Locale,
    roles: z.array(Role),
    createdAt: Timestamp,
  })
  .meta({ id: "Account" });
export type Account = z.infer<typeof Account>;

/** A session's two tokens; `expiresIn` is the access token's life in seconds. */
export const TokenPair = z.object({ accessToken: z.string(), expiresIn: z.int(), refreshToken: z.string() });
export type TokenPair = z.infer<typeof TokenPair>;

export const SignedIn = TokenPair.extend({
  account: Account,
  deviceToken: DeviceToken.describe(
    "keep it, also after logging out, and send it with each log-in and refresh",
  ),
});
export type SignedIn = z.infer<typeof SignedIn>;

export const RegisterRequest = z.strictObject({
  email: EmailAddress,
  password: NewPassword,
  displayName: DisplayName,
  locale: Locale,
  deviceToken: DeviceToken.optional(),
});
export type RegisterRequest = z.infer<typeof RegisterRequest>;

export const LoginRequest = z.strictObject({
  email: EmailAddress,
  password: GivenPassword,
  deviceToken: DeviceToken.optional(),
});
export const RefreshRequest = z.strictObject({
  refreshToken: OpaqueToken,
  deviceToken: DeviceToken.optional(),
});
export const LogOutRequest = z.strictObject({ refreshToken: OpaqueToken });
export const VerifyEmailRequest = z.strictObject({ token: OpaqueToken });
export const ForgotPasswordRequest = z.strictObject({ email: EmailAddress });
export const ResetPasswordRequest = z.strictObject({ token: OpaqueToken, password: NewPassword });
export const UndoEmailChangeRequest = z.strictObject({ token: OpaqueToken, password: NewPassword });
export const ChangePasswordRequest = z.strictObject({
  currentPassword: GivenPassword,
  newPassword: NewPassword,
});
export const ChangeEmailRequest = z.strictObject({ email: EmailAddress, password: GivenPassword });

export const UpdateAccountRequest = z.strictObject({
  displayName: DisplayName.optional(),
  bio: text(0, 2_000).optional(),
  locale: Locale.optional(),
});

/** A filter of a form: an empty one is none. */
const Sought = (maxLength: number) =>
  z
    .string()
    .trim()
    .max(maxLength)
    .transform((sought) => (sought === "" ? undefined : sought.toLowerCase()))
    .optional();

export const FindAccountsQuery = PageQuery.extend({
  email: Sought(254).describe("the address or its beginning"),
  name: Sought(80).describe("a word of the name or its beginning; accents and case do not matter"),
  role: Role.optional(),
});
export type FindAccountsQuery = z.infer<typeof FindAccountsQuery>;

export const SetRolesRequest = z.strictObject({ roles: z.array(Role).min(1).max(3) });

export const CloseAccountRequest = z.strictObject({ password: GivenPassword });

export const ExportStarted = z.object({ id: id("export") });

export const AccountExport = z
  .object({
    status: z.enum(["collecting", "ready"]).describe("ready: every service has given its part"),
    parts: z
      .record(z.string(), z.record(z.string(), z.unknown()))
      .describe("by service; `isComplete: false` in one that left out the oldest"),
    expiresAt: Timestamp,
  })
  .meta({ id: "AccountExport" });
export type AccountExport = z.infer<typeof AccountExport>;
