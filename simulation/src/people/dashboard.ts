import type { Transfer } from "../stripe/objects.ts";
import type { WorldContext } from "../world-context.ts";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** Some payments are refunded in Stripe's dashboard, whole or in part, at any time. */
export function scheduleOutsideRefund(context: WorldContext, orderId: string, chargeId: string): void {
  const { random, schedule, trace, provider, now } = context;
  const { outsideRefund } = context.faults();
  if (outsideRefund === 0 || !random.chance(outsideRefund)) return;
  schedule.add(now() + random.duration(HOUR_MS, 70 * DAY_MS), orderId, "refund in the dashboard", () => {
    const charge = provider.checkout.charge(chargeId);
    const leftCents = charge === undefined ? 0 : charge.amountCents - charge.refundedCents;
    const amountCents = Math.ceil(leftCents / random.pick([1, 2, 3]));
    try {
      provider.refunds.create(chargeId, { amountCents, metadata: {} });
    } catch {
      // A bank has it, or all of it is refunded: the dashboard says so.
      return;
    }
    trace.note(now(), orderId, `dashboard: refunds ${amountCents} cents`);
  });
}

/** Some transfers are reversed in Stripe's dashboard, whole or in part, as far as the seller's balance goes. */
export function scheduleOutsideReversal(context: WorldContext, transfer: Transfer): void {
  const { random, schedule, trace, provider, now } = context;
  const { outsideReversal } = context.faults();
  if (outsideReversal === 0 || !random.chance(outsideReversal)) return;
  const { id, orderId, accountId } = transfer;
  schedule.add(now() + random.duration(HOUR_MS, 40 * DAY_MS), orderId, "reversal in the dashboard", () => {
    const wantedCents = Math.ceil((transfer.amountCents - transfer.reversedCents) / random.pick([1, 2, 3]));
    const amountCents = Math.min(wantedCents, provider.balances.availableCents(accountId));
    if (amountCents <= 0) return;
    provider.moves.createReversal(id, { amountCents, metadata: {} });
    context.met("a transfer is reversed in the dashboard");
    trace.note(now(), orderId, `dashboard: reverses ${amountCents} cents`);
  });
}
