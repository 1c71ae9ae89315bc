import { movementModel } from "../movements/model.ts";
import { paymentModel } from "../payments/model.ts";
import type { Finding, Moment } from "./finding.ts";
import type { Tally } from "./tally.ts";

/** A movement that was not done by then needs a person. Stripe keeps idempotency keys for as long. */
const RETRY_HORIZON_MS = 24 * 60 * 60_000;

/** Kinds whose success is one entry of the journal; a payout's success is only that Stripe has made it. */
const entryKinds = {
  refund: "refund_paid",
  transfer: "earnings_transferred",
  reversal: "reversal_made",
} as const;

/** One Stripe object for each movement that was made, one entry for that, and nothing that is due for ever. */
export async function brokenMovements(moment: Moment, journal: Tally): Promise<Finding[]> {
  const { database, session, now } = moment;
  const findings: Finding[] = [];
  const movementOf = new Map<string, string>();
  const heldIds = await refundsHeldByBanks(moment);
  for await (const movement of database.model(movementModel).stream({}, { session })) {
    const { _id, state, stripeId, order } = movement;
    if (state === "succeeded" && stripeId === null) {
      findings.push({ invariant: "no movement without its Stripe object", subject: _id, detail: "has none" });
    }
    // What moves no money owes no entry, and may wait for its day.
    if (order.kind === "close_session" || order.kind === "evidence") continue;
    const isOverdue = now.getTime() - movement.createdAt.getTime() > RETRY_HORIZON_MS;
    if (state === "due" && isOverdue && !heldIds.has(_id)) {
      findings.push({
        invariant: "no movement without its Stripe object after the retry horizon",
        subject: _id,
        detail: movement.lastError ?? "was never called",
      });
    }
    if (stripeId === null) continue;
    if (order.kind !== "payout" && state === "succeeded") {
      const entries = (journal.byStripeId.get(stripeId) ?? []).filter(
        ({ kind }) => kind === entryKinds[order.kind],
      );
      if (entries.length !== 1) {
        const detail = `${stripeId} has ${entries.length}`;
        findings.push({ invariant: "one journal entry for each movement", subject: _id, detail });
      }
    }
    const other = movementOf.get(stripeId);
    if (other !== undefined) {
      const detail = `shares ${stripeId} with ${other}`;
      findings.push({ invariant: "one Stripe object per movement", subject: _id, detail });
    }
    movementOf.set(stripeId, _id);
  }
  return findings;
}

/** Stripe refunds nothing of a payment that is charged back: these wait for the bank's verdict. */
async function refundsHeldByBanks({ database, session }: Moment): Promise<Set<string>> {
  const held = new Set<string>();
  const frozen = database.model(paymentModel).stream({ "chargebacks.state": "open" }, { session });
  for await (const { chargebacks, dueRefunds } of frozen) {
    for (const { movementId, chargeId } of dueRefunds) {
      if (chargebacks.some((one) => one.chargeId === chargeId && one.state === "open")) held.add(movementId);
    }
  }
  return held;
}
