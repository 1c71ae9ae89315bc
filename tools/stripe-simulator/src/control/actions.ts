import { z } from "zod";
import { closeAccount, moveAccount, requestInformation } from "../accounts/accounts.ts";
import { readIban } from "../accounts/iban.ts";
import { paySession } from "../checkout/pay-session.ts";
import { appealDispute, decideDispute, overturnVerdict } from "../disputes/decide-dispute.ts";
import { escalateInquiry } from "../disputes/escalate-inquiry.ts";
import { reinstateFunds } from "../disputes/funds.ts";
import { openDispute, openInquiry, preventDispute } from "../disputes/open-dispute.ts";
import { queueDelivery } from "../events/deliveries.ts";
import { thinEventsGoTo } from "../events/emit-event.ts";
import { activateAccount } from "../pages/onboarding-routes.ts";
import { createPayout } from "../payouts/create-payout.ts";
import { failPayout, submitPayout } from "../payouts/settle-payout.ts";
import { warnOfFraud } from "../radar/early-fraud-warnings.ts";
import { createRefund } from "../refunds/create-refund.ts";
import { failRefund, settleRefund } from "../refunds/settle-refund.ts";
import type { KindName } from "../store/kinds.ts";
import type { Stored } from "../store/objects.ts";
import { reverseTransfer } from "../transfers/transfer-reversals.ts";
import type { World } from "../world.ts";

/** What happened, Stripe's refusal of it, or undefined where there is nothing that it could happen to. */
type Outcome = object | undefined;

export type Action = {
  path: string;
  body: z.ZodType;
  run(world: World, id: string, body: unknown): Outcome;
};

/** An action on the object that the path names by its id. */
function on<K extends KindName, S extends z.ZodType>(
  kind: K,
  path: string,
  body: S,
  run: (world: World, stored: Stored<K>, given: z.output<S>) => Outcome,
): Action {
  return {
    path,
    body,
    run: (world, id, given) => {
      const stored = world.objects.findAnywhere(kind, id);
      // The route has read the body with this very schema.
      return stored === undefined ? undefined : run(world, stored, given as z.output<S>);
    },
  };
}

const empty = z.strictObject({});
const part = z.strictObject({ amountCents: z.int().positive().optional() });
const lateCard = z.strictObject({ number: z.string().default("4242 4242 4242 4242") });
const failure = z.strictObject({ failureCode: z.string().min(1).default("account_closed") });
const complaint = z.strictObject({
  reason: z.string().min(1).default("fraudulent"),
  amountCents: z.int().positive().optional(),
  takenCents: z.int().min(0).optional(),
});
const verdict = z.strictObject({ verdict: z.enum(["won", "lost"]), isPaidBack: z.boolean().default(true) });
const bankAccount = z.strictObject({ iban: z.string().default("FR76 3000 6000 0112 3456 7890 189") });
const someAmount = z.strictObject({ amountCents: z.int().positive() });

/** What buyers, sellers, banks, people in the Dashboard and Stripe itself do; the README has an example of each. */
export const actions: readonly Action[] = [
  on("checkout.session", "checkout/sessions/:id/complete", lateCard, (world, session, { number }) =>
    paySession(world, session, { number, expiry: "12/39", cvc: "123", name: "Late Payer" }, true),
  ),
  on("charge", "charges/:id/refund", part, (world, { id, account }, { amountCents }) =>
    createRefund(world, account, { charge: id, amount: amountCents }),
  ),
  on("charge", "charges/:id/dispute", complaint, openDispute),
  on("charge", "charges/:id/inquire", complaint, openInquiry),
  on("charge", "charges/:id/prevent-dispute", complaint, preventDispute),
  on("charge", "charges/:id/warn", empty, warnOfFraud),
  on("dispute", "disputes/:id/escalate", empty, escalateInquiry),
  on("dispute", "disputes/:id/decide", verdict, (world, dispute, given) =>
    decideDispute(world, dispute, given.verdict, given.isPaidBack),
  ),
  on("dispute", "disputes/:id/appeal", empty, appealDispute),
  on("dispute", "disputes/:id/overturn", empty, overturnVerdict),
  on("dispute", "disputes/:id/reinstate", empty, reinstateFunds),
  on("refund", "refunds/:id/settle", empty, settleRefund),
  on("refund", "refunds/:id/fail", empty, (world, refund) => failRefund(world, refund)),
  on("transfer", "transfers/:id/reverse", part, (world, transfer, { amountCents }) =>
    reverseTransfer(world, transfer, { amount: amountCents }),
  ),
  on("payout", "payouts/:id/fail", failure, (world, payout, { failureCode }) =>
    failPayout(world, payout, failureCode),
  ),
  on("payout", "payouts/:id/submit", empty, (world, { id }) => {
    submitPayout(world, id);
    return world.objects.findAnywhere("payout", id)?.object;
  }),
  on("v2.core.account", "accounts/:id/activate", bankAccount, (world, { id }, given) => {
    const iban = readIban(given.iban);
    return iban === null ? undefined : activateAccount(world, id, iban);
  }),
  on("v2.core.account", "accounts/:id/restrict", empty, (world, account) =>
    moveAccount(world, account, "restricted"),
  ),
  on("v2.core.account", "accounts/:id/request-information", empty, requestInformation),
  on("v2.core.account", "accounts/:id/reject", empty, (world, account) =>
    moveAccount(world, account, "rejected"),
  ),
  on("v2.core.account", "accounts/:id/close", empty, closeAccount),
  on("v2.core.account", "accounts/:id/pay-out", someAmount, (world, { id }, { amountCents }) =>
    createPayout(world, id, { amount: amountCents }),
  ),
  { path: "events/:id/resend", body: empty, run: resend },
];

function resend(world: World, eventId: string): { eventId: string; endpoint: string } | undefined {
  const snapshot = world.objects.findAnywhere("event", eventId);
  const event = snapshot ?? world.objects.findAnywhere("v2.core.event", eventId);
  if (event === undefined) return undefined;
  const endpoint =
    snapshot === undefined
      ? thinEventsGoTo(world)
      : snapshot.object.account === undefined
        ? "platform"
        : "connected";
  queueDelivery(world, { eventId, eventType: event.object.type, endpoint, delayMs: 0, state: "pending" });
  world.wake();
  return { eventId, endpoint };
}
