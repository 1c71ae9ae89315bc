import { createHash } from "node:crypto";
import type { Clock } from "@vc/http";
import type Stripe from "stripe";
import { type Evidence, handInAt } from "../evidence/case-file.ts";
import type { Call } from "./call.ts";

/** What a bank is told of an order; `null`: nothing. */
export type EvidenceFor = (orderId: string) => Promise<Evidence | null>;

/** The evidence is in Stripe's Dashboard, where a person can add to it or hand it in, and is handed in by itself later. */
export class EvidenceStaged extends Error {
  readonly until: Date;

  constructor(until: Date) {
    super(`the evidence is handed in at ${until.toISOString()}`);
    this.until = until;
    this.name = "EvidenceStaged";
  }
}

/** How often evidence was handed in does not say it: what was handed in for an inquiry is counted after it, too. */
function awaitsAnswer({ status }: Stripe.Dispute): boolean {
  return status === "needs_response" || status === "warning_needs_response";
}

/** Where the dispute says which texts were staged for it. */
const STAGED = "staged";

/** Texts as Stripe has them: a field that is not set is `null` or empty there. */
function digestOf({ product_description, service_date, uncategorized_text }: Texts): string {
  const texts = [product_description, service_date, uncategorized_text].map((text) => text || null);
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex");
}
type Texts = { readonly [Field in keyof Evidence]: string | null };

const NO_TEXTS = digestOf({ product_description: null, service_date: null, uncategorized_text: null });

/** Whether the texts are still as they were staged, or there are none: what a person wrote is not written over. */
function isOurs({ evidence, metadata }: Stripe.Dispute): boolean {
  return digestOf(evidence) === (metadata[STAGED] ?? NO_TEXTS);
}

/** Hands an order's case to the buyer's bank, a day before Stripe takes no more; until then, it is staged. */
export const evidenceCall = ({
  stripe,
  clock,
  evidenceFor,
}: {
  readonly stripe: Stripe;
  readonly clock: Clock;
  readonly evidenceFor: EvidenceFor;
}): Call<"evidence"> => ({
  look: async ({ order }) => {
    const dispute = await stripe.disputes.retrieve(order.disputeId);
    return awaitsAnswer(dispute) ? null : dispute.id;
  },
  make: async ({ order: { orderId, disputeId } }) => {
    const dispute = await stripe.disputes.retrieve(disputeId);
    const { due_by: dueBy } = dispute.evidence_details;
    const until = handInAt(new Date((dueBy ?? 0) * 1_000));
    const isDue = clock.now() >= until;
    const evidence = await evidenceFor(orderId);
    // Decided or answered already, or nothing to say: done, since no money depends on it.
    if (!awaitsAnswer(dispute) || (isDue && evidence === null)) return dispute.id;
    const texts =
      evidence !== null && isOurs(dispute) ? { evidence, metadata: { [STAGED]: digestOf(evidence) } } : null;
    // No idempotency key: the case may have grown since an earlier try, and the same again does no harm.
    if (isDue) return (await stripe.disputes.update(disputeId, { ...texts, submit: true })).id;
    if (texts !== null) await stripe.disputes.update(disputeId, { ...texts, submit: false });
    throw new EvidenceStaged(until);
  },
});
