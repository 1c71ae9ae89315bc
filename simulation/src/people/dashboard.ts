import {
  resolveException,
  takeException,
} from "../../../services/payments/src/exception-desk/work-exceptions.ts";
import { possibleDecisions } from "../../../services/payments/src/exceptions/exception.ts";
import { Violation } from "../engine/violation.ts";
import type { WorldContext } from "../world-context.ts";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const ADMIN = "an admin";

/** Some payments are refunded in Stripe's dashboard, whole or in part, at any time; then an admin decides about it. */
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
    decideLater(context, orderId);
  });
}

/** An admin looks each day, until what was refunded has been heard of and decided about. */
function decideLater(context: WorldContext, orderId: string): void {
  const { random, schedule, trace, processes, paymentsData, now, raise } = context;
  schedule.add(now() + random.duration(HOUR_MS, 3 * DAY_MS), orderId, "decide", async () => {
    const known = paymentsData.find("exceptions", { orderId }, null);
    const open = known.filter(({ state }) => state !== "resolved");
    if (known.length === 0 || open.length > 0) decideLater(context, orderId);
    for (const { _id: id } of open) {
      const { process, service } = context.payments();
      const outcome = await processes.run(process, async () => {
        const exception = await service.exceptions.find(id);
        if (exception === null) return;
        const decision = random.pick([...possibleDecisions(exception)]);
        await takeException(service, id, ADMIN);
        await resolveException(service, id, ADMIN, { decision, reason: "Seen." });
        trace.note(now(), orderId, `admin: ${exception.kind}, ${decision}`);
      });
      if (outcome.kind === "failed")
        raise(new Violation("no decision fails", orderId, String(outcome.error)));
    }
  });
}
