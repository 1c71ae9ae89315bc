import type { Charge } from "./provider.ts";

/** What Stripe keeps for a chargeback, whoever wins it. */
const FEE_CENTS = 2_000;
const DAYS_TO_ANSWER_MS = 7 * 24 * 60 * 60_000;

/** A bank's question about a payment, or the payment that it took back, with no more than what payments reads of it. */
export interface Dispute {
  readonly id: string;
  readonly chargeId: string;
  readonly answerByMs: number;
  amountCents: number;
  status:
    | "warning_needs_response"
    | "warning_under_review"
    | "warning_closed"
    | "needs_response"
    | "under_review"
    | "won"
    | "lost";
  /** What moved the platform's balance. */
  readonly balanceTransactions: {
    readonly id: string;
    readonly amountCents: number;
    readonly feeCents: number;
  }[];
}

const isInquiry = ({ status }: Dispute) => status.startsWith("warning_");
const isDecided = ({ status }: Dispute) =>
  status === "won" || status === "lost" || status === "warning_closed";

/** What buyers' banks do with charges. */
export function createDisputes(options: {
  now: () => number;
  newId: (prefix: string) => string;
  emit: (type: string, disputeId: string) => void;
  chargeOf: (id: string) => Charge;
}) {
  const { now, newId, emit, chargeOf } = options;
  const disputes = new Map<string, Dispute>();
  const disputesOf = new Map<string, Dispute>();

  function move(dispute: Dispute, amountCents: number, feeCents: number): void {
    dispute.balanceTransactions.push({ id: newId("txn"), amountCents, feeCents });
  }

  function takeBack(dispute: Dispute): void {
    dispute.status = "needs_response";
    move(dispute, -dispute.amountCents, FEE_CENTS);
    emit("charge.dispute.funds_withdrawn", dispute.id);
  }

  return {
    find: (id: string): Dispute | undefined => disputes.get(id),

    /** The bank asks about what is left of a charge, or takes it back. @returns `null` when there is nothing to dispute */
    open(chargeId: string, kind: "inquiry" | "chargeback"): Dispute | null {
      const charge = chargeOf(chargeId);
      const amountCents = charge.amountCents - charge.refundedCents;
      if (amountCents === 0 || disputesOf.has(chargeId)) return null;
      const dispute: Dispute = {
        id: newId("du"),
        chargeId,
        answerByMs: now() + DAYS_TO_ANSWER_MS,
        amountCents,
        status: "warning_needs_response",
        balanceTransactions: [],
      };
      disputes.set(dispute.id, dispute);
      disputesOf.set(chargeId, dispute);
      emit("charge.dispute.created", dispute.id);
      if (kind === "chargeback") takeBack(dispute);
      return dispute;
    },

    /** The bank is not content with what it was told: its question becomes a chargeback of what is left by now. */
    escalate(dispute: Dispute): void {
      const charge = chargeOf(dispute.chargeId);
      dispute.amountCents = charge.amountCents - charge.refundedCents;
      if (dispute.amountCents === 0) dispute.status = "warning_closed";
      emit("charge.dispute.updated", dispute.id);
      if (dispute.amountCents > 0) takeBack(dispute);
    },

    /** The platform hands evidence in. */
    answer(dispute: Dispute): void {
      if (isDecided(dispute)) return;
      dispute.status = isInquiry(dispute) ? "warning_under_review" : "under_review";
      emit("charge.dispute.updated", dispute.id);
    },

    /** The bank's verdict; a question ends without one. */
    decide(dispute: Dispute, verdict: "won" | "lost"): void {
      if (isDecided(dispute)) return;
      dispute.status = isInquiry(dispute) ? "warning_closed" : verdict;
      if (dispute.status === "won") {
        move(dispute, dispute.amountCents, 0);
        emit("charge.dispute.funds_reinstated", dispute.id);
      }
      emit("charge.dispute.closed", dispute.id);
    },

    /** What banks hold or have kept of a charge, in cents; while they hold something, nothing of it is refunded. */
    takenOf(chargeId: string): { readonly cents: number; readonly isHeld: boolean } {
      const dispute = disputesOf.get(chargeId);
      if (!dispute || isInquiry(dispute) || dispute.status === "won") return { cents: 0, isHeld: false };
      return { cents: dispute.amountCents, isHeld: dispute.status !== "lost" };
    },
  };
}
