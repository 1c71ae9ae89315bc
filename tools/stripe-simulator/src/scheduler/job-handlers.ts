import { allowPayouts, endRequirementDeadline } from "../accounts/accounts.ts";
import { releaseFunds } from "../balance/release-funds.ts";
import { bookCharge } from "../charges/book-charge.ts";
import { expireSession } from "../checkout/checkout-sessions.ts";
import { answerDebit } from "../checkout/pay-by-debit.ts";
import { decideByEvidence } from "../disputes/disputes.ts";
import { closeInquiry } from "../disputes/inquiries.ts";
import { openDispute, openInquiry, openTwoDisputes } from "../disputes/open-dispute.ts";
import { forgetOldKeys } from "../http/idempotency.ts";
import { payOutAutomatically } from "../payouts/automatic-payouts.ts";
import { settlePayout, submitPayout } from "../payouts/settle-payout.ts";
import { warnOfFraud } from "../radar/early-fraud-warnings.ts";
import { fundRefunds, referenceRefund, settleRefund } from "../refunds/settle-refund.ts";
import type { World } from "../world.ts";
import { type Job, type JobKind, schedule } from "./jobs.ts";

const HOUR_MS = 3600 * 1000;

/** One row per kind of job. Each checks for itself whether there is still something to do. */
const handlers = {
  expire_session: (world, id) => {
    const session = world.objects.findAnywhere("checkout.session", id);
    if (session !== undefined) expireSession(world, session);
  },
  settle_payout: settlePayout,
  reference_refund: referenceRefund,
  open_dispute: (world, id) => {
    const charge = world.objects.findAnywhere("charge", id);
    if (charge !== undefined) openDispute(world, charge, { reason: "fraudulent" });
  },
  open_inquiry: (world, id) => {
    const charge = world.objects.findAnywhere("charge", id);
    if (charge !== undefined) openInquiry(world, charge, { reason: "fraudulent" });
  },
  close_inquiry: (world, id) => {
    const dispute = world.objects.findAnywhere("dispute", id);
    if (dispute !== undefined) closeInquiry(world, dispute);
  },
  decide_dispute: decideByEvidence,
  release_funds: releaseFunds,
  fund_refunds: fundRefunds,
  settle_refund: (world, id) => {
    const refund = world.objects.findAnywhere("refund", id);
    if (refund !== undefined) settleRefund(world, refund);
  },
  book_charge: bookCharge,
  answer_debit: answerDebit,
  submit_payout: submitPayout,
  pay_out_automatically: (world) => {
    payOutAutomatically(world);
    schedule(world, { kind: "pay_out_automatically", target: "" }, world.settings.realism.dayMs);
  },
  open_disputes: (world, id) => {
    const charge = world.objects.findAnywhere("charge", id);
    if (charge !== undefined) openTwoDisputes(world, charge);
  },
  warn_of_fraud: (world, id) => {
    const charge = world.objects.findAnywhere("charge", id);
    if (charge !== undefined) warnOfFraud(world, charge);
  },
  allow_payouts: (world, id) => {
    const account = world.objects.findAnywhere("v2.core.account", id);
    if (account !== undefined) allowPayouts(world, account);
  },
  end_requirement_deadline: (world, id) => {
    const account = world.objects.findAnywhere("v2.core.account", id);
    if (account !== undefined) endRequirementDeadline(world, account);
  },
  forget_idempotency_keys: (world) => {
    forgetOldKeys(world);
    schedule(world, { kind: "forget_idempotency_keys", target: "" }, HOUR_MS);
  },
} as const satisfies Record<JobKind, (world: World, target: string) => void>;

export function handleJob(world: World, job: Job): void {
  handlers[job.kind](world, job.target);
}

/** What the simulator does again and again; each starts once, and plans its next time by itself. */
const RECURRING = ["forget_idempotency_keys", "pay_out_automatically"] as const satisfies JobKind[];

/** Starts the recurring jobs; what an earlier process had planned of them is dropped. */
export function startRecurringJobs(world: World): void {
  for (const kind of RECURRING) world.database.run("DELETE FROM jobs WHERE kind = ?", kind);
  schedule(world, { kind: "forget_idempotency_keys", target: "" }, 0);
  schedule(world, { kind: "pay_out_automatically", target: "" }, world.settings.realism.dayMs);
}
