import type Stripe from "stripe";
import { idOf, newStripeId } from "../world.ts";

const DAYS_TO_ANSWER_S = 7 * 24 * 3600;

const firstStatus = {
  chargeback: "needs_response",
  inquiry: "warning_needs_response",
  resolution: "prevented",
} as const;

export function newDispute(
  charge: Stripe.Charge,
  made: {
    amount: number;
    reason: string;
    caseType: "chargeback" | "inquiry" | "resolution";
    created: number;
  },
): Stripe.Dispute {
  const brand = charge.payment_method_details?.card?.brand ?? "visa";
  return {
    id: newStripeId("du"),
    object: "dispute",
    amount: made.amount,
    balance_transactions: [],
    charge: charge.id,
    created: made.created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: emptyEvidence(charge),
    evidence_details: {
      due_by: made.created + DAYS_TO_ANSWER_S,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: made.caseType !== "chargeback",
    livemode: false,
    metadata: {},
    network_reason_code: null,
    payment_intent: idOf(charge.payment_intent),
    payment_method_details: {
      type: "card",
      card: { brand, case_type: made.caseType, network: brand, network_reason_code: "83" },
    },
    reason: made.reason,
    status: firstStatus[made.caseType],
  };
}

function emptyEvidence(charge: Stripe.Charge): Stripe.Dispute.Evidence {
  return {
    access_activity_log: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: charge.billing_details.email,
    customer_name: charge.billing_details.name,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: null,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  };
}
