import {
  AccountReopened,
  type DataOf,
  EmailChangeRequested,
  PasswordResetRequested,
  VerificationRequested,
} from "@vc/contracts";
import { type Occasion, when } from "./occasion.ts";

/** R40, R42: what somebody asked of their own account. */
export const accountOccasions: readonly Occasion[] = [
  when(VerificationRequested, (request) => [
    { kind: "email_verification", ...emailedLink("/verify-email", request) },
  ]),
  when(PasswordResetRequested, (request) => [
    { kind: "password_reset", ...emailedLink("/reset-password", request) },
  ]),
  when(EmailChangeRequested, ({ accountId, email, newEmail, displayName, locale, requestedAt }) => [
    {
      kind: "email_change",
      accountId,
      fact: requestedAt,
      link: "/account",
      orderId: null,
      actorId: null,
      address: { email, displayName, locale },
      data: { newEmail },
    },
  ]),
  when(AccountReopened, ({ accountId, closingId, wasPromised }) =>
    wasPromised
      ? [
          {
            kind: "closing_refused",
            accountId,
            fact: closingId,
            link: "/account",
            orderId: null,
            actorId: null,
            data: {},
          },
        ]
      : [],
  ),
];

function emailedLink(page: string, data: DataOf<typeof VerificationRequested>) {
  const { accountId, email, displayName, locale, token, expiresAt } = data;
  return {
    accountId,
    // Each request has its own end; the token itself must not stay in a key.
    fact: expiresAt,
    link: `${page}?token=${encodeURIComponent(token)}`,
    orderId: null,
    actorId: null,
    address: { email, displayName, locale },
    usefulUntil: new Date(expiresAt),
    data: { expiresAt },
  };
}
