import type Stripe from "stripe";
import type { z } from "zod";
import { emitEvent } from "../events/emit-event.ts";
import { definedOnly } from "../http/defined-only.ts";
import { type Call, endpoint } from "../http/endpoint.ts";
import { listPage } from "../http/list.ts";
import { createdFilter, emptyableMetadata, expand, flag, paging, params, text } from "../http/params.ts";
import { isRefusal, noSuch, type Refusal, refuse } from "../http/refusals.ts";
import { mergedMetadata } from "../payment-intents/payment-intents.ts";
import { schedule } from "../scheduler/jobs.ts";
import type { Stored } from "../store/objects.ts";
import type { World } from "../world.ts";
import { isAppeal, isDecided, isOpenInquiry } from "./charge-disputes.ts";
import { decideDispute } from "./decide-dispute.ts";
import { escalateInquiry } from "./escalate-inquiry.ts";

const longText = () => text(20_000).exactOptional();

const evidence = params<Stripe.DisputeUpdateParams.Evidence>()({
  access_activity_log: longText(),
  cancellation_rebuttal: longText(),
  customer_email_address: longText(),
  customer_name: longText(),
  product_description: longText(),
  refund_policy_disclosure: longText(),
  refund_refusal_explanation: longText(),
  service_date: longText(),
  uncategorized_text: longText(),
});

const updateParams = params<Stripe.DisputeUpdateParams>()({
  evidence: evidence.exactOptional(),
  metadata: emptyableMetadata().exactOptional(),
  submit: flag().exactOptional(),
  expand: expand(),
});

/** Evidence with this text decides the dispute by itself, as in Stripe's test mode. */
const decisiveEvidence: Record<string, (world: World, dispute: Stored<"dispute">) => void> = {
  winning_evidence: (world, dispute) => decideDispute(world, dispute, "won"),
  losing_evidence: (world, dispute) => decideDispute(world, dispute, "lost"),
  escalate_inquiry_evidence: escalateInquiry,
};

/** Stores evidence and hands it in, unless `submit` is false; `submit` alone hands in what is stored. Refuses a dispute that is decided. */
function updateDispute(call: Call<z.output<typeof updateParams>>): Stripe.Dispute | Refusal {
  const { world, params: given, cause } = call;
  const found = findDispute(call);
  if (isRefusal(found)) return found;
  if (isDecided(found.object)) return refuse("state_forbids", "This dispute is already closed.");
  const isSubmitted = given.submit ?? given.evidence !== undefined;
  const details = found.object.evidence_details;
  const object: Stripe.Dispute = {
    ...found.object,
    evidence: { ...found.object.evidence, ...definedOnly(given.evidence ?? {}) },
    evidence_details: {
      ...details,
      has_evidence: details.has_evidence || given.evidence !== undefined,
      submission_count: details.submission_count + (isSubmitted ? 1 : 0),
      submission_method: isSubmitted ? "manual" : details.submission_method,
    },
    metadata: mergedMetadata(found.object.metadata, given.metadata),
    status: isSubmitted ? underReview(found.object) : found.object.status,
  };
  world.objects.save({ ...found, object });
  const previous = { status: found.object.status };
  emitEvent(world, { type: "charge.dispute.updated", object, account: found.account, previous, cause });
  if (isSubmitted && decisiveEvidence[object.evidence.uncategorized_text ?? ""] !== undefined) {
    schedule(world, { kind: "decide_dispute", target: found.id }, world.settings.disputeDelayMs);
  }
  return object;
}

function underReview(dispute: Stripe.Dispute): Stripe.Dispute.Status {
  if (isOpenInquiry(dispute)) return "warning_under_review";
  return isAppeal(dispute) ? "appeal_under_review" : "under_review";
}

export function decideByEvidence(world: World, id: string): void {
  const stored = world.objects.findAnywhere("dispute", id);
  const act = decisiveEvidence[stored?.object.evidence.uncategorized_text ?? ""];
  if (stored !== undefined) act?.(world, stored);
}

function findDispute({ world, account, ids }: Pick<Call<unknown>, "world" | "account" | "ids">) {
  const id = ids.id ?? "";
  return world.objects.find("dispute", id, account) ?? noSuch("dispute", id);
}

export const disputeEndpoints = [
  endpoint({
    method: "GET",
    path: "/v1/disputes/:id",
    params: params<Stripe.DisputeRetrieveParams>()({ expand: expand() }),
    run: (call) => {
      const found = findDispute(call);
      return isRefusal(found) ? found : found.object;
    },
  }),
  endpoint({
    method: "GET",
    path: "/v1/disputes",
    params: params<Stripe.DisputeListParams>()({
      ...paging,
      created: createdFilter(),
      charge: text().exactOptional(),
      payment_intent: text().exactOptional(),
    }),
    run: ({ world, account, params: { charge, payment_intent, ...page } }) =>
      listPage(world, "dispute", "/v1/disputes", page, {
        account,
        where: { "$.charge": charge, "$.payment_intent": payment_intent },
      }),
  }),
  endpoint({ method: "POST", path: "/v1/disputes/:id", params: updateParams, run: updateDispute }),
  endpoint({
    method: "POST",
    path: "/v1/disputes/:id/close",
    params: params<Stripe.DisputeCloseParams>()({ expand: expand() }),
    run: (call) => {
      const found = findDispute(call);
      if (isRefusal(found)) return found;
      if (isDecided(found.object)) return refuse("state_forbids", "This dispute is already closed.");
      return decideDispute(call.world, found, "lost");
    },
  }),
];
