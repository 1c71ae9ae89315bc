import type { ChargebackShares } from "../ledger/chargeback-entries.ts";
import { partOfRelease } from "../ledger/commission.ts";
import type { Chargeback, Payment } from "./payment.ts";

/** What chargebacks hold or have taken for good, and others have refunded, of what was blocked for the order. */
function takenFromEscrow(payment: Payment): number {
  return payment.chargebacks
    .filter(({ state }) => state !== "won")
    .reduce((sum, { shares }) => sum + shares.escrowCents, refundedOfEscrow(payment));
}

/** What others have refunded of what was blocked for the order. */
export function refundedOfEscrow({ outsideRefunds }: Pick<Payment, "outsideRefunds">): number {
  return outsideRefunds
    .filter(({ state }) => state === "made")
    .reduce((sum, { shares }) => sum + shares.escrowCents, 0);
}

/** What lost chargebacks have taken for good of what was blocked for the order. */
export function lostOfEscrow({ chargebacks }: Pick<Payment, "chargebacks">): number {
  return chargebacks
    .filter(({ state }) => state === "lost")
    .reduce((sum, { shares }) => sum + shares.escrowCents, 0);
}

/** Whether the order goes on, so that its money has not gone to either side. */
export function isBlocked({ state }: Pick<Payment, "state">): boolean {
  return state === "blocked" || state === "frozen";
}

/** What is blocked for the order and not held by a chargeback. */
export function escrowOf(payment: Payment): number {
  return isBlocked(payment) ? (payment.charge?.amountCents ?? 0) - takenFromEscrow(payment) : 0;
}

/** What of the release is the seller's as before. */
export function releasedLeft({ chargebacks, outsideRefunds, releasedCents }: Payment): number {
  const charged = outsideRefunds.reduce((sum, refund) => sum + (refund.charged?.grossCents ?? 0), 0);
  return chargebacks
    .filter(({ state }) => state !== "won")
    .reduce((left, { shares }) => left - shares.release.grossCents, releasedCents - charged);
}

/**
 * Where the money of a chargeback is: of the payment of the order, what is blocked, then what was released, then what
 * waits to be refunded (Stripe disputes what it has not refunded). What is none of these the buyer has twice.
 */
export function sharesOf(payment: Payment, chargeId: string, amountCents: number): ChargebackShares {
  const isMain = payment.charge?.id === chargeId;
  const escrowCents = isMain ? Math.min(amountCents, escrowOf(payment)) : 0;
  const releasedCents = isMain ? Math.min(amountCents - escrowCents, releasedLeft(payment)) : 0;
  const due = payment.dueRefunds.find((refund) => refund.chargeId === chargeId)?.amountCents ?? 0;
  const refundCents = Math.min(amountCents - escrowCents - releasedCents, due);
  return {
    escrowCents,
    refundCents,
    release: partOfRelease(releasedCents, payment),
    lossCents: amountCents - escrowCents - releasedCents - refundCents,
  };
}

/** A chargeback of a charge of which the buyer seemed to have something twice. */
export function bankHasTwice({ chargebacks }: Payment, chargeId: string): Chargeback | undefined {
  return chargebacks.find(
    (one) => one.chargeId === chargeId && one.state !== "won" && one.shares.lossCents > 0,
  );
}

/** What is owed of a charge, changed by an amount: its first refund, or the one of a movement. */
export function withRefund(
  { dueRefunds }: Payment,
  chargeId: string,
  changeCents: number,
  movementId?: string,
): Payment["dueRefunds"] {
  const meant = dueRefunds.find(
    (due) => due.chargeId === chargeId && (movementId === undefined || due.movementId === movementId),
  );
  return dueRefunds.map((due) =>
    due === meant ? { ...due, amountCents: due.amountCents + changeCents } : due,
  );
}

/** What others refunded beside what the buyer was owed, and a person has decided about. */
export function decidedLossOf(payment: Pick<Payment, "outsideRefunds"> | null): number {
  return (payment?.outsideRefunds ?? [])
    .filter(({ state, bearer }) => state === "made" && bearer !== null)
    .reduce((sum, { shares }) => sum + shares.lossCents, 0);
}

/** What banks that have not decided hold of what is owed to the buyer of a charge. */
export function heldOfRefund({ chargebacks }: Pick<Payment, "chargebacks">, chargeId: string): number {
  return chargebacks
    .filter((one) => one.chargeId === chargeId && one.state === "open")
    .reduce((sum, { shares }) => sum + shares.refundCents, 0);
}
