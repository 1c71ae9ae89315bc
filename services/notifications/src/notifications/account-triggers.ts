import {
  AccountReopened,
  type DataOf,
  EmailChanged,
  EmailChangeRequested,
  PasswordResetRequested,
  VerificationRequested,
} from "@vc/contracts";
import { type Trigger, trigger } from "./trigger.ts";

/** R40, R42: requests of a person about their own account. */
export const accountTriggers: readonly Trigger[] = [
  trigger(VerificationRequested, (request) => [
    { kind: "email_verification", ...emailedLink("/verify-email", request) },
  ]),
  trigger(PasswordResetRequested, (request) => [
    { kind: "password_reset", ...emailedLink("/reset-password", request) },
  ]),
  trigger(EmailChangeRequested, ({ accountId, email, newEmail, locale, requestedAt }) => [
    {
      kind: "email_change",
      accountId,
      fact: requestedAt,
      link: "/account",
      orderId: null,
      actorId: null,
      address: { email, locale },
      data: { newEmail },
    },
  ]),
  trigger(EmailChanged, ({ newEmail, ...change }) => {
    const link = emailedLink("/undo-email-change", change);
    return [{ kind: "email_changed", ...link, data: { ...link.data, newEmail } }];
  }),
  trigger(AccountReopened, ({ accountId, closingId, wasPromised }) =>
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
  const { accountId, email, locale, token, expiresAt } = data;
  return {
    accountId,
    // Each request has its own end; the token itself must not stay in a key.
    fact: expiresAt,
    link: `${page}?token=${encodeURIComponent(token)}`,
    orderId: null,
    actorId: null,
    address: { email, locale },
    usefulUntil: new Date(expiresAt),
    data: { expiresAt },
  };
}
