import { expireSession } from "../checkout/checkout-sessions.ts";
import { closeInquiry, openDispute, openInquiry } from "../disputes/chargeback.ts";
import { decideByEvidence } from "../disputes/disputes.ts";
import { forgetOldKeys } from "../http/idempotency.ts";
import { settlePayout } from "../payouts/payouts.ts";
import { referenceRefund } from "../refunds/refunds.ts";
import type { World } from "../world.ts";
import { type Job, type JobKind, schedule } from "./jobs.ts";

const hourMs = 3600 * 1000;

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
  forget_idempotency_keys: (world) => {
    forgetOldKeys(world);
    schedule(world, { kind: "forget_idempotency_keys", target: "" }, hourMs);
  },
} as const satisfies Record<JobKind, (world: World, target: string) => void>;

export function handleJob(world: World, job: Job): void {
  handlers[job.kind](world, job.target);
}
