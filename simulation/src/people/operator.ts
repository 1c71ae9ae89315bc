import type { Charge } from "../stripe/objects.ts";
import type { WorldContext } from "../world-context.ts";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** A refund waits for funds: it is made once its payment has settled, or else once an operator has brought what lacks. */
export function scheduleFunds(context: WorldContext, { orderId, availableAtMs }: Charge): void {
  const { random, schedule, trace, provider, now } = context;
  schedule.add(Math.max(now(), availableAtMs), orderId, "funds", () => {
    provider.refunds.fund();
    if (provider.refunds.lackingCents() === 0) return;
    schedule.add(now() + random.duration(HOUR_MS, 5 * DAY_MS), orderId, "top up", () => {
      trace.note(now(), orderId, `operator: brings ${provider.refunds.lackingCents()} cents`);
      provider.topUp();
    });
  });
}

/** A transfer lacks funds: an operator brings them. */
export function scheduleTransferFunds(context: WorldContext, orderId: string, amountCents: number): void {
  const { random, schedule, trace, provider, now } = context;
  context.met("a transfer waits for funds");
  schedule.add(now() + random.duration(HOUR_MS, 5 * DAY_MS), orderId, "top up", () => {
    trace.note(now(), orderId, `operator: has ${amountCents} cents there`);
    provider.topUp(amountCents);
  });
}
