import { PLATFORM } from "./balances.ts";
import type { Charge, Dispute, ProviderCore } from "./objects.ts";

/** Stripe's fee for a chargeback, whichever party wins. */
const FEE_CENTS = 2_000;
const TIME_TO_ANSWER_MS = 7 * 24 * 60 * 60_000;

const isInquiry = ({ status }: Dispute) => status.startsWith("warning_");
const isAppeal = ({ status }: Dispute) => status.startsWith("appeal_");
const isDecided = ({ status }: Dispute) =>
  status === "won" || status === "lost" || status === "warning_closed";

/** What buyers' banks do with charges. A charge has one dispute at most. */
export function createDisputes({ now, newId, emit, balances, met }: ProviderCore) {
  const disputes = new Map<string, Dispute>();
  const disputeOf = new Map<string, Dispute>();

  function move(dispute: Dispute, amountCents: number, feeCents: number): void {
    dispute.balanceTransactions.push({ id: newId("txn"), amountCents, feeCents });
    balances.book(PLATFORM, amountCents - feeCents);
  }

  function close(dispute: Dispute, status: "won" | "lost" | "warning_closed"): void {
    dispute.status = status;
    if (status === "won") move(dispute, dispute.amountCents, 0);
    emit("charge.dispute.closed", dispute.id);
    if (status === "won") emit("charge.dispute.funds_reinstated", dispute.id);
  }

  return {
    find: (id: string): Dispute | undefined => disputes.get(id),

    /** What banks disputed of a charge. */
    of: (chargeId: string): Dispute[] => [...disputes.values()].filter((one) => one.chargeId === chargeId),

    /**
     * The bank inquires about the unrefunded part of a charge, or takes it back.
     *
     * @returns `null` when there is nothing to dispute
     */
    open(charge: Charge, kind: "inquiry" | "chargeback"): Dispute | null {
      const amountCents = charge.amountCents - charge.refundedCents;
      if (amountCents === 0 || disputeOf.has(charge.id)) return null;
      const dispute: Dispute = {
        id: newId("du"),
        chargeId: charge.id,
        answerByMs: now() + TIME_TO_ANSWER_MS,
        evidence: {},
        metadata: {},
        amountCents,
        status: kind === "inquiry" ? "warning_needs_response" : "needs_response",
        balanceTransactions: [],
      };
      disputes.set(dispute.id, dispute);
      disputeOf.set(charge.id, dispute);
      emit("charge.dispute.created", dispute.id);
      if (kind === "chargeback") {
        move(dispute, -amountCents, FEE_CENTS);
        emit("charge.dispute.funds_withdrawn", dispute.id);
      }
      return dispute;
    },

    /** The answer did not satisfy the bank: an open inquiry becomes a chargeback of the unrefunded part. */
    escalate(dispute: Dispute, charge: Charge): void {
      if (!isInquiry(dispute) || isDecided(dispute)) return;
      dispute.amountCents = charge.amountCents - charge.refundedCents;
      dispute.status = "needs_response";
      move(dispute, -dispute.amountCents, FEE_CENTS);
      emit("charge.dispute.updated", dispute.id);
      emit("charge.dispute.funds_withdrawn", dispute.id);
    },

    /** The platform submits evidence. @returns whether the dispute still takes any */
    answer(dispute: Dispute): boolean {
      if (isDecided(dispute)) return false;
      if (isInquiry(dispute)) dispute.status = "warning_under_review";
      else dispute.status = isAppeal(dispute) ? "appeal_under_review" : "under_review";
      emit("charge.dispute.updated", dispute.id);
      return true;
    },

    /** The bank's verdict. An inquiry ends without one. */
    decide(dispute: Dispute, verdict: "won" | "lost"): void {
      if (!isDecided(dispute)) close(dispute, isInquiry(dispute) ? "warning_closed" : verdict);
    },

    /** A lost dispute is appealed: it is open again, and its money stays with the bank. Any other stays as it is. */
    appeal(dispute: Dispute): void {
      if (dispute.status !== "lost") return;
      met("a lost dispute is appealed");
      dispute.status = "appeal_needs_response";
      emit("charge.dispute.updated", dispute.id);
    },

    /** The bank changes its verdict, as after arbitration, and the money follows it. An open dispute stays as it is. */
    overturn(dispute: Dispute): void {
      if (dispute.status !== "won" && dispute.status !== "lost") return;
      const isWon = dispute.status === "lost";
      met(isWon ? "a lost dispute is won after all" : "a won dispute is lost after all");
      dispute.status = isWon ? "won" : "lost";
      move(dispute, isWon ? dispute.amountCents : -dispute.amountCents, 0);
      emit("charge.dispute.updated", dispute.id);
      emit(`charge.dispute.funds_${isWon ? "reinstated" : "withdrawn"}`, dispute.id);
    },

    /** A refund changed the charge: a full refund ends an inquiry. */
    refunded(charge: Charge): void {
      const dispute = disputeOf.get(charge.id);
      const isFull = charge.refundedCents === charge.amountCents;
      if (isFull && dispute && isInquiry(dispute) && !isDecided(dispute)) close(dispute, "warning_closed");
    },

    /** What banks hold or have kept of a charge, in cents. While they hold something, nothing can be refunded. */
    takenOf(chargeId: string): { readonly cents: number; readonly isHeld: boolean } {
      const dispute = disputeOf.get(chargeId);
      if (!dispute || isInquiry(dispute) || dispute.status === "won") return { cents: 0, isHeld: false };
      return { cents: dispute.amountCents, isHeld: dispute.status !== "lost" };
    },
  };
}

export type Disputes = ReturnType<typeof createDisputes>;
