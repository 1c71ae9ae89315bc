import type { ChargebackShares } from "../ledger/chargeback-entries.ts";
import { partOfRelease } from "../ledger/commission.ts";
import type { Payment } from "./payment.ts";

/** What chargebacks hold or have taken for good of what was blocked for the order. */
function takenFromEscrow({ chargebacks }: Payment): number {
  return chargebacks
    .filter(({ state }) => state !== "won")
    .reduce((sum, { shares }) => sum + shares.escrowCents, 0);
}

/** What lost chargebacks have taken for good of what was blocked for the order. */
export function lostOfEscrow({ chargebacks }: Pick<Payment, "chargebacks">): number {
  return chargebacks
    .filter(({ state }) => state === "lost")
    .reduce((sum, { shares }) => sum + shares.escrowCents, 0);
}

/** What is blocked for the order and not held by a chargeback. */
export function escrowOf(payment: Payment): number {
  const isBlocked = payment.state === "blocked" || payment.state === "frozen";
  return isBlocked ? (payment.charge?.amountCents ?? 0) - takenFromEscrow(payment) : 0;
}

function releasedLeft({ chargebacks, releasedCents }: Payment): number {
  return chargebacks
    .filter(({ state }) => state !== "won")
    .reduce((left, { shares }) => left - shares.release.grossCents, releasedCents);
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
