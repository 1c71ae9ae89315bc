import type Stripe from "stripe";
import { isOfInterest } from "../../../services/payments/src/webhooks/process-event.ts";
import { fromSnapshot, fromThin } from "../../../services/payments/src/webhooks/read-event.ts";
import { STRIPE_POLL_MS } from "../services.ts";
import type { WorldContext } from "../world-context.ts";
import type { ProviderEvent } from "./objects.ts";
import { isThin, presentSnapshotEvent, presentThinEvent } from "./present.ts";

/** An event as payments stores it: what its webhook route reads from a correctly signed body. */
function read(event: ProviderEvent) {
  if (isThin(event)) return fromThin(presentThinEvent(event));
  // The driver's type is the union of all events of Stripe; payments reads what is here.
  return fromSnapshot(presentSnapshotEvent(event) as unknown as Stripe.Event);
}

/** Between polls while payouts are pending. */
const WAITING_POLL_MS = 12 * 60 * 60_000;

/** By then a poll reads again the payouts that may have come back: each reads them after six hours at the soonest. */
const RETURNS_POLL_MS = 7 * 60 * 60_000;

/** Delivers the provider's events to payments: late, twice, out of order or not at all. Polls find the rest. */
export function createWebhooks(context: () => WorldContext) {
  let pollAt = Number.NEGATIVE_INFINITY;

  function deliverLater(event: ProviderEvent, delayMs: number): void {
    const { schedule, now } = context();
    schedule.add(now() + delayMs, "webhooks", event.type, () => deliver(event));
  }

  async function deliver(event: ProviderEvent): Promise<void> {
    const { processes, payments, now, random } = context();
    if (!isOfInterest(event.type)) return;
    const { process, service } = payments();
    const outcome = await processes.run(process, () =>
      service.events.insert(read(event), "webhook", new Date(now())),
    );
    if (outcome.kind === "failed") throw outcome.error;
    // Stripe received no answer and sends it again.
    if (outcome.kind === "crashed") deliverLater(event, random.duration(1_000, 3_600_000));
  }

  /** Polls are regular; those that cannot find anything are skipped, for speed. */
  function pollSoon(): void {
    const { schedule, now } = context();
    if (pollAt > now()) return;
    pollAt = (Math.floor(now() / STRIPE_POLL_MS) + 1) * STRIPE_POLL_MS;
    schedule.add(pollAt, "webhooks", "poll", poll);
  }

  async function poll(): Promise<void> {
    const { processes, payments, paymentsData, schedule, now } = context();
    const { process, service } = payments();
    const outcome = await processes.run(process, () => service.poller.drain());
    if (outcome.kind !== "done") return void schedule.add(now() + 1, "webhooks", "poll again", pollSoon);
    const isWaiting = paymentsData.find("withdrawals", { state: "pending" }, null).length > 0;
    if (isWaiting) schedule.add(now() + WAITING_POLL_MS, "webhooks", "poll again", pollSoon);
  }

  return {
    pollSoon,
    emitted: (event: ProviderEvent): void => {
      const { random, faults, schedule, now } = context();
      const isDropped = random.chance(faults().droppedWebhook);
      // Now and then a poll is faster than the webhook.
      if (isDropped || random.chance(0.02)) pollSoon();
      if (isDropped && event.type === "payout.failed")
        schedule.add(now() + RETURNS_POLL_MS, "webhooks", "poll for returns", pollSoon);
      if (isDropped) return;
      const isSlow = random.chance(faults().delay);
      deliverLater(event, random.duration(50, isSlow ? 3_600_000 : 2_000));
      if (random.chance(faults().duplicateWebhook)) deliverLater(event, random.duration(50, 3_600_000));
    },
  };
}

export type Webhooks = ReturnType<typeof createWebhooks>;
