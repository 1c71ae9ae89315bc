import { type ChargebackShares, chargebackReduced } from "../ledger/chargeback-entries.ts";
import { partOfRelease } from "../ledger/commission.ts";
import { type PaymentEffect, writes } from "./change.ts";
import { withRefund } from "./escrow.ts";
import type { Chargeback, Payment } from "./payment.ts";

/** Where what the bank really took is taken from: as of the whole, of what is blocked first. */
export function keptShares(payment: Payment, { shares, ...chargeback }: Chargeback): ChargebackShares {
  const takenCents = Math.max(0, chargeback.takenCents);
  const escrowCents = Math.min(takenCents, shares.escrowCents);
  const releasedCents = Math.min(takenCents - escrowCents, shares.release.grossCents);
  const refundCents = Math.min(takenCents - escrowCents - releasedCents, shares.refundCents);
  const lossCents = Math.min(takenCents - escrowCents - releasedCents - refundCents, shares.lossCents);
  return { escrowCents, refundCents, release: partOfRelease(releasedCents, payment), lossCents };
}

const minus = (whole: ChargebackShares, part: ChargebackShares): ChargebackShares => ({
  escrowCents: whole.escrowCents - part.escrowCents,
  refundCents: whole.refundCents - part.refundCents,
  release: {
    grossCents: whole.release.grossCents - part.release.grossCents,
    netCents: whole.release.netCents - part.release.netCents,
    commissionCents: whole.release.commissionCents - part.release.commissionCents,
    vatCents: whole.release.vatCents - part.release.vatCents,
  },
  lossCents: whole.lossCents - part.lossCents,
});

/** R30: the bank kept less than it disputed, or nothing: the rest is where it was. */
export function reduce(
  payment: Payment,
  { id: disputeId, chargeId, shares: disputed }: Chargeback,
  kept: ChargebackShares,
  now: Date,
): PaymentEffect {
  const shares = minus(disputed, kept);
  const { id: orderId, sellerId } = payment;
  const owedCents = kept.release.netCents;
  return writes(
    { dueRefunds: withRefund(payment, chargeId, shares.refundCents) },
    {
      entries: [chargebackReduced({ orderId, sellerId, disputeId, shares, at: now })],
      receivables:
        disputed.release.netCents === 0
          ? []
          : [
              owedCents > 0
                ? { kind: "reduced", id: disputeId, owedCents }
                : { kind: "dropped", id: disputeId },
            ],
    },
  );
}
