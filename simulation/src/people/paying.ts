import { openCheckout } from "../../../services/payments/src/payments/checkout.ts";
import { Violation } from "../engine/violation.ts";
import type { WorldContext } from "../world-context.ts";
import { scheduleDispute } from "./banks.ts";
import { scheduleOutsideRefund } from "./dashboard.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const addresses = { successUrl: "https://web.example.test/paid", cancelUrl: "https://web.example.test/left" };
/** How often a buyer tries to open a checkout. */
const MAX_ATTEMPTS = 8;

/** A buyer opens the checkout of an order and pays: soon, late, just before the deadline, twice or never. */
export function startPaying(context: WorldContext, orderId: string, buyerId: string): void {
  const { random, schedule, trace, processes, provider, now, policy } = context;
  if (random.chance(0.08)) return;

  const payBy = now() + policy.paymentMs;

  function laterBy(delayMs: number, attempt: number): void {
    schedule.add(now() + delayMs, orderId, "go to the checkout", () => goToCheckout(attempt));
    if (random.chance(context.faults().doubleClick)) {
      schedule.add(now() + delayMs, orderId, "go to the checkout twice", () => goToCheckout(MAX_ATTEMPTS));
    }
  }

  async function goToCheckout(attempt: number): Promise<void> {
    // Without the order's event the service would wait for it on the real clock.
    const isKnown = context.paymentsData.read("payments", orderId, null) !== null;
    if (!isKnown) {
      if (attempt < MAX_ATTEMPTS) laterBy(random.duration(SECOND_MS, 10 * MINUTE_MS), attempt + 1);
      return;
    }
    const { process, service } = context.payments();
    const outcome = await processes.run(process, () => openCheckout(service, orderId, buyerId, addresses));
    if (outcome.kind === "failed") {
      return context.raise(new Violation("no checkout fails", orderId, String(outcome.error)));
    }
    const isOpen = outcome.kind === "done" && outcome.value.kind === "open";
    trace.note(now(), orderId, `buyer: checkout is ${isOpen ? "open" : "not open"}`);
    if (outcome.kind === "done" && outcome.value.kind === "open") return payLater(outcome.value.id);
    const isWorthRetrying =
      outcome.kind === "crashed" ||
      (outcome.value.kind === "refused" && outcome.value.reason === "unavailable");
    if (isWorthRetrying && attempt < MAX_ATTEMPTS)
      laterBy(random.duration(SECOND_MS, 5 * MINUTE_MS), attempt + 1);
  }

  function payLater(sessionId: string): void {
    const takesMs = random.duration(5 * SECOND_MS, 20 * MINUTE_MS);
    const payAtMs = random.chance(0.03) ? payBy + random.pick([-1, 0, 0, 1]) : now() + takesMs;
    schedule.add(Math.max(now(), payAtMs), orderId, "pay", () => pay(sessionId));
  }

  function settlesAfter(): number {
    const { slowFunds } = context.faults();
    return slowFunds > 0 && random.chance(slowFunds) ? random.duration(HOUR_MS, 10 * DAY_MS) : 0;
  }

  function pay(sessionId: string): void {
    const isFeeKnown = random.chance(0.8);
    const isPaid = provider.checkout.pay(sessionId, isFeeKnown, settlesAfter());
    trace.note(now(), orderId, isPaid ? "buyer: pays" : "buyer: finds the checkout closed");
    const { chargeId } = provider.checkout.session(sessionId);
    if (isPaid && chargeId !== null) {
      scheduleDispute(context, orderId, chargeId);
      scheduleOutsideRefund(context, orderId, chargeId);
    }
    if (!isPaid || isFeeKnown) return;
    schedule.add(now() + random.duration(MINUTE_MS, 3_000 * MINUTE_MS), orderId, "fee", () =>
      provider.checkout.settleFee(sessionId),
    );
  }

  laterBy(random.duration(SECOND_MS, 25 * MINUTE_MS), 1);
}
