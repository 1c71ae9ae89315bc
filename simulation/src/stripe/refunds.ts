import { PLATFORM } from "./balances.ts";
import type { Checkout } from "./checkout.ts";
import type { Disputes } from "./disputes.ts";
import { createList } from "./move-list.ts";
import type { Charge, Given, ProviderCore, Refund } from "./objects.ts";
import { found, refuse } from "./refuse.ts";

/** Refunds of charges, by the platform and by people in Stripe's dashboard. Lists are newest first, as Stripe gives them. */
export function createRefunds(parts: ProviderCore & RefundParts) {
  const { checkout, disputes, balances, emit, met } = parts;
  const refunds = createList<Refund>(parts);
  /** The oldest first. */
  let waiting: Refund[] = [];

  const lacksFunds = (amountCents: number) =>
    parts.areRefundsFunded() && amountCents > balances.availableCents(PLATFORM);

  const chargeOf = ({ chargeId }: Refund) => found(checkout.charge(chargeId), chargeId);

  return {
    refund: (id: string): Refund => found(refunds.find(id), id),
    refundsOf: (chargeId: string) => refunds.of(chargeId),

    create(chargeId: string, { amountCents, metadata }: Given): Refund {
      const charge = checkout.charge(chargeId);
      if (charge === undefined) throw refuse("reference_not_found", `no charge ${chargeId}`);
      checkRefundable(disputes, charge, amountCents);
      const isWaiting = lacksFunds(amountCents);
      const status = isWaiting ? "pending" : "succeeded";
      const made = refunds.add([chargeId], { kind: "refund", chargeId, amountCents, metadata, status });
      if (!isWaiting) balances.book(PLATFORM, -amountCents);
      charge.refundedCents += amountCents;
      emit("refund.created", made.id);
      disputes.refunded(charge);
      if (isWaiting) {
        met("a refund waits for funds");
        waiting.push(made);
        parts.refundWaits(charge);
      }
      return made;
    },

    /** Makes the refunds that wait, the oldest first, as far as the funds go. */
    fund(): void {
      for (let next = waiting[0]; next !== undefined && !lacksFunds(next.amountCents); next = waiting[0]) {
        waiting.shift();
        next.status = "succeeded";
        balances.book(PLATFORM, -next.amountCents);
        emit("refund.updated", next.id);
      }
    },

    /** What the platform's balance lacks for all refunds that wait, in cents. */
    lackingCents(): number {
      const wanted = waiting.reduce((sum, { amountCents }) => sum + amountCents, 0);
      return waiting.length === 0 ? 0 : Math.max(0, wanted - balances.availableCents(PLATFORM));
    },

    /** A bank takes a charge: those of its refunds that wait are never made. */
    failWaiting({ id }: Charge): void {
      const failed = waiting.filter(({ chargeId }) => chargeId === id);
      waiting = waiting.filter(({ chargeId }) => chargeId !== id);
      for (const refund of failed.toReversed()) {
        met("a refund that waits is ended by a bank");
        refund.status = "failed";
        chargeOf(refund).refundedCents -= refund.amountCents;
        emit("refund.failed", refund.id);
      }
    },
  };
}

interface RefundParts {
  readonly checkout: Checkout;
  readonly disputes: Disputes;
  /** Whether a refund waits for funds. Otherwise it takes the platform's balance below zero. */
  readonly areRefundsFunded: () => boolean;
  /** A refund of a charge waits for funds that the platform does not have. */
  readonly refundWaits: (charge: Charge) => void;
}

function checkRefundable(disputes: Disputes, charge: Charge, amountCents: number): void {
  const taken = disputes.takenOf(charge.id);
  const leftCents = charge.amountCents - charge.refundedCents - taken.cents;
  const isRefunded = charge.refundedCents === charge.amountCents;
  if (taken.isHeld || (leftCents === 0 && !isRefunded))
    throw refuse("charge_disputed", `${charge.id} was charged back`);
  if (leftCents === 0) throw refuse("charge_already_refunded", `${charge.id} was refunded`);
  if (amountCents < 1 || amountCents > leftCents)
    throw refuse("parameter_invalid", `${charge.id} has ${leftCents} cents left`);
}
