import type {
  Account,
  Charge,
  Dispute,
  Payout,
  ProviderEvent,
  Refund,
  Reversal,
  Session,
  Transfer,
} from "./objects.ts";
import type { Provider } from "./provider.ts";

/** The provider's objects in Stripe's shapes, with the fields that payments reads. */

/** A session has one payment intent. */
const intentOf = (sessionId: string) => `pi_${sessionId}`;
export const sessionOf = (intentId: string) => intentId.slice("pi_".length);

const seconds = (ms: number) => Math.floor(ms / 1_000);

/** With `payment_intent.latest_charge.balance_transaction` expanded, as payments asks for it. */
export function presentSession(session: Session, { checkout }: Provider) {
  const charge = session.chargeId === null ? undefined : checkout.charge(session.chargeId);
  return {
    id: session.id,
    status: session.status,
    url: session.status === "open" ? `https://checkout.example/${session.id}` : null,
    expires_at: seconds(session.expiresAtMs),
    client_reference_id: session.orderId,
    payment_status: charge === undefined ? "unpaid" : "paid",
    payment_intent: charge === undefined ? null : { latest_charge: presentCharge(charge) },
  };
}

/** With `balance_transaction` expanded. */
export function presentCharge(charge: Charge) {
  const { id, sessionId, amountCents, refundedCents, feeKnown, feeCents, availableAtMs } = charge;
  return {
    id,
    payment_intent: intentOf(sessionId),
    currency: "eur",
    amount: amountCents,
    amount_captured: amountCents,
    amount_refunded: refundedCents,
    balance_transaction: feeKnown
      ? { id: `txn_${id}`, fee: feeCents, available_on: seconds(availableAtMs) }
      : null,
  };
}

export const presentRefund = (
  { id, chargeId, amountCents, status, metadata }: Refund,
  { checkout }: Pick<Provider, "checkout">,
) => ({
  id,
  charge: chargeId,
  payment_intent: intentOf(checkout.charge(chargeId)?.sessionId ?? ""),
  status,
  amount: amountCents,
  metadata,
});

export const presentTransfer = ({
  id,
  orderId,
  accountId,
  amountCents,
  reversedCents,
  metadata,
}: Transfer) => ({
  id,
  transfer_group: orderId,
  destination: accountId,
  amount: amountCents,
  amount_reversed: reversedCents,
  reversed: reversedCents === amountCents,
  metadata,
});

export const presentReversal = ({ id, amountCents, metadata }: Reversal) => ({
  id,
  amount: amountCents,
  metadata,
});

export const presentBalance = (owner: string, { balances }: Provider) => ({
  available: [{ amount: balances.availableCents(owner), currency: "eur" }],
  pending: [{ amount: balances.pendingCents(owner), currency: "eur" }],
});

export const presentBalanceSettings = (_account: object) => ({
  payments: { payouts: { schedule: { interval: "manual" } } },
});

export const presentPayout = ({ id, status, amountCents, metadata }: Payout) => ({
  id,
  status,
  amount: amountCents,
  metadata,
});

export function presentDispute(dispute: Dispute, { checkout }: Provider) {
  const sessionId = checkout.charge(dispute.chargeId)?.sessionId ?? "";
  return {
    id: dispute.id,
    charge: dispute.chargeId,
    payment_intent: intentOf(sessionId),
    amount: dispute.amountCents,
    status: dispute.status,
    evidence: dispute.evidence,
    evidence_details: { due_by: seconds(dispute.answerByMs) },
    metadata: dispute.metadata,
    balance_transactions: dispute.balanceTransactions.map(({ id, amountCents, feeCents }) => ({
      id,
      amount: amountCents,
      fee: feeCents,
    })),
  };
}

const entry = (description: string, code: string) => ({
  awaiting_action_from: "user",
  description,
  requested_reasons: [{ code }],
});

const requirements = {
  onboarding: [
    entry("identity.individual.given_name", "routine_onboarding"),
    entry("identity.individual.surname", "routine_onboarding"),
    entry("configuration.recipient.default_outbound_destination", "routine_onboarding"),
  ],
  active: [],
  restricted: [entry("identity.individual.documents.primary_verification", "routine_verification")],
  closed: [entry("identity.individual.documents.primary_verification", "routine_verification")],
  rejected: [],
} as const satisfies Record<Account["standing"], readonly object[]>;

/** With `requirements` and `configuration.recipient` included, as payments asks for it. */
export function presentAccount({ id, standing }: Account) {
  const code = standing === "rejected" ? "rejected_other" : "requirements_past_due";
  const capability =
    standing === "active"
      ? { status: "active", status_details: [] }
      : { status: "restricted", status_details: [{ code }] };
  return {
    id,
    closed: standing === "closed",
    requirements: { entries: requirements[standing] },
    configuration: {
      recipient: {
        capabilities: { stripe_balance: { stripe_transfers: capability, payouts: capability } },
      },
    },
  };
}

/** An event of v1, with a snapshot of its object. */
export function presentSnapshotEvent({ id, type, objectId, account, createdMs }: ProviderEvent) {
  const about = account === null ? {} : { account };
  return { id, type, created: seconds(createdMs), data: { object: { id: objectId } }, ...about };
}

/** A thin event of v2, which names its object alone. */
export function presentThinEvent({ id, type, objectId, createdMs }: ProviderEvent) {
  return { id, type, created: new Date(createdMs).toISOString(), related_object: { id: objectId } };
}

export const isThin = ({ type }: ProviderEvent) => type.startsWith("v2.");
