import type { Dispute } from "../stripe/objects.ts";
import type { WorldContext } from "../world-context.ts";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

const INQUIRIES = 0.25;
/** How often a verdict changes at most. */
const VERDICT_CHANGES = 2;

/** Some buyers complain to their bank after the payment. The bank inquires or charges back, and decides later. */
export function scheduleDispute(context: WorldContext, orderId: string, chargeId: string): void {
  const { random, schedule, trace, provider, now } = context;
  const { disputes } = provider;
  if (!random.chance(context.faults().chargeback)) return;

  function openDispute(): void {
    const kind = random.chance(INQUIRIES) ? "inquiry" : "chargeback";
    const charge = provider.checkout.charge(chargeId);
    if (!charge) return;
    const dispute = provider.openDispute(charge, kind);
    trace.note(now(), orderId, `bank: ${dispute ? kind : "finds nothing to take back"}`);
    if (!dispute) return;
    const decideLater = () =>
      schedule.add(now() + random.duration(HOUR_MS, 20 * DAY_MS), orderId, "verdict", () => {
        disputes.decide(dispute, random.pick(["won", "lost"]));
        trace.note(now(), orderId, `bank: ${dispute.status}`);
        changeVerdictLater(context, orderId, dispute, VERDICT_CHANGES);
      });
    if (kind === "chargeback" || random.chance(0.5)) {
      decideLater();
      return;
    }
    schedule.add(now() + random.duration(HOUR_MS, 10 * DAY_MS), orderId, "escalation", () => {
      provider.escalate(dispute, charge);
      trace.note(now(), orderId, `bank: ${dispute.status}`);
      decideLater();
    });
  }

  schedule.add(now() + random.duration(HOUR_MS, 60 * DAY_MS), orderId, "complain", openDispute);
}

/** Some verdicts change, upon an appeal or by themselves, and change again. */
function changeVerdictLater(context: WorldContext, orderId: string, dispute: Dispute, times: number): void {
  const { random, schedule, trace, provider, now } = context;
  const { changedVerdict } = context.faults();
  if (changedVerdict === 0 || times === 0 || !random.chance(changedVerdict)) return;
  const { disputes } = provider;
  const again = () => changeVerdictLater(context, orderId, dispute, times - 1);
  const later = (what: string, run: () => void) =>
    schedule.add(now() + random.duration(HOUR_MS, 20 * DAY_MS), orderId, what, () => {
      run();
      trace.note(now(), orderId, `bank: ${dispute.status}`);
    });
  later("other verdict", () => {
    if (dispute.status === "won" || random.chance(0.5)) {
      disputes.overturn(dispute);
      return again();
    }
    disputes.appeal(dispute);
    later("verdict of the appeal", () => {
      disputes.decide(dispute, random.pick(["won", "lost"]));
      again();
    });
  });
}

/** A seller's bank pays a payout out, refuses it, or returns it later. */
export function schedulePayoutResult(context: WorldContext, payoutId: string): void {
  const { random, schedule, provider, now } = context;
  const settleAt = now() + random.duration(HOUR_MS, 3 * DAY_MS);
  schedule.add(settleAt, "bank", "payout", () =>
    provider.moves.settlePayout(payoutId, random.chance(0.9) ? "paid" : "failed"),
  );
  if (random.chance(0.05)) {
    schedule.add(settleAt + random.duration(1, 5 * DAY_MS), "bank", "return", () => {
      // What comes back to an account that is lost no call shows.
      if (!provider.moves.isOfLostAccount(payoutId)) provider.moves.settlePayout(payoutId, "failed");
    });
  }
}
