import type { Order } from "@vc/client";
import { type Deal, untilState } from "./deal.ts";
import { accept, deliver, refuse, review } from "./fulfilment.ts";
import { mustBeRefunded, mustBeReleased } from "./money.ts";
import { placeOrder, placePaid } from "./ordering.ts";
import { mustBe } from "./world.ts";

/** R10: the seller refuses; the buyer receives a full refund. */
export async function endsRefused(deal: Deal): Promise<void> {
  await mustBeRefunded(deal, await refuse(deal, await placePaid(deal)));
}

/** R16, R32: the buyer's review of a delivery completes the order. @returns the seller's earnings in cents */
export async function endsReviewed(deal: Deal): Promise<number> {
  const delivered = await deliver(deal, await accept(deal, await placePaid(deal)));
  return mustBeReleased(deal, await review(deal, delivered));
}

/** Whether the deadline was near enough to wait for. */
export type Waited = "waited" | "too long";

/** R11: the seller does not answer within 48 h: the order expires and the buyer receives a full refund. */
export async function endsExpired(deal: Deal, longestWaitMs: number): Promise<Waited> {
  const { world, buyer } = deal;
  const order = await placePaid(deal);
  if (!isWorthWaiting(deal, order, "the seller's answer", longestWaitMs)) return "too long";
  const expired = await untilState(buyer, order.id, "expired", timeoutFor(order));
  mustBe("outcome of silence", [expired.outcome?.kind, expired.outcome?.by], ["expired", "clock"]);
  world.say("the clock", "the seller did not answer within the 48 h: the order expires");
  await mustBeRefunded(deal, expired);
  return "waited";
}

/** R8: the buyer does not pay: the order expires and no money moves. */
export async function endsUnpaid(deal: Deal, longestWaitMs: number): Promise<Waited> {
  const { world, buyer } = deal;
  const order = await placeOrder(deal);
  if (!isWorthWaiting(deal, order, "the payment", longestWaitMs)) return "too long";
  const expired = await untilState(buyer, order.id, "payment_expired", timeoutFor(order));
  mustBe("outcome of no payment", [expired.outcome?.kind, expired.outcome?.by], ["payment_expired", "clock"]);
  world.say("the clock", "no payment arrived in time: the order expires");
  return "waited";
}

/** R16: the buyer does not answer within 7 days after the delivery: the order completes. */
export async function endsQuietly(deal: Deal, longestWaitMs: number): Promise<Waited> {
  const { world, buyer } = deal;
  const delivered = await deliver(deal, await accept(deal, await placePaid(deal)));
  if (!isWorthWaiting(deal, delivered, "the buyer's answer", longestWaitMs)) return "too long";
  const completed = await untilState(buyer, delivered.id, "completed", timeoutFor(delivered));
  mustBe("outcome of silence", [completed.outcome?.kind, completed.outcome?.by], ["completed", "clock"]);
  world.say("the clock", "the buyer did not answer within the 7 days: the order is completed");
  await mustBeReleased(deal, completed);
  return "waited";
}

/** The first deadline of an order: when it passes, the order moves. */
function nextDeadline(order: Order): Date {
  const [first] = order.deadlines.map(({ at }) => at).sort();
  if (first === undefined) throw new Error(`order ${order.id} (${order.state}) has no deadline`);
  return new Date(first);
}

/** The longest acceptable delay after a deadline: the sweeper needs up to 60 s, a restart some seconds. */
const SLACK_MS = 90_000;

function timeoutFor(order: Order): number {
  return Math.max(0, nextDeadline(order).getTime() - Date.now()) + SLACK_MS;
}

function isWorthWaiting({ world }: Deal, order: Order, awaited: string, longestWaitMs: number): boolean {
  const at = nextDeadline(order);
  const waitMs = at.getTime() - Date.now();
  if (waitMs <= longestWaitMs) {
    world.say("the clock", `waits ${Math.ceil(waitMs / 1_000)} s for ${awaited}, until ${at.toISOString()}`);
    return true;
  }
  const hours = Math.round(waitMs / 3_600_000);
  world.say("the clock", `skipped: ${awaited} is due in ${hours} h (see POLICY_TIME_SCALE)`);
  return false;
}
