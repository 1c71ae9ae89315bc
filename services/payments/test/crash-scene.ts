import { newId } from "@vc/service";
import { type Realism, realistic } from "@vc/stripe-simulator";
import { expect } from "vitest";
import { openCheckout } from "../src/payments/checkout.ts";
import { movePayment } from "../src/payments/move-payment.ts";
import type { Payment } from "../src/payments/payment.ts";
import type { TestApp } from "./build-test-app.ts";
import { aPayment } from "./builders.ts";
import type { Process } from "./crash-task.ts";

/** What every order of the crash matrix costs, in cents. */
export const AMOUNT = 1500;
/** What the seller earns of it, with 20 % commission. */
export const NET = 1200;
const addresses = { successUrl: "https://web.example.test/paid", cancelUrl: "https://web.example.test/" };

/** A running service with one seller who has been paid before. */
export interface CrashScene {
  readonly t: TestApp;
  readonly sellerId: string;
}

/** As hard as Stripe is, but for what takes time between two steps: what a bank or Stripe does later has tests of its own. */
export const hardStripe: Partial<Realism> = {
  ...realistic(),
  captureDelayMs: 0,
  payoutCapabilityDelayMs: 0,
  requestsPerSecond: null,
};

export async function openCrashScene(t: TestApp): Promise<CrashScene> {
  // What the start-up check demands of the platform's own account.
  const manual = { payments: { payouts: { schedule: { interval: "manual" } } } } as const;
  await t.simulator.stripe.balanceSettings.update(manual);
  // A transfer that is made again comes out of the platform's own balance, and chargebacks empty that.
  await blockedPayment(t, { amountCents: 10_000_000 });
  const sellerId = await activeSeller(t);
  const earned = await blockedPayment(t, { sellerId, amountCents: 100_000 });
  await movePayment(t.parts, earned.id, { kind: "settled_by_order", refundCents: 0, releaseCents: 100_000 });
  await t.parts.executor.drain();
  // What was paid until now has settled; what the tasks are about has not.
  t.clock.advance((hardStripe.settlementDelayMs ?? 0) + 60_000);
  await processEvents(t);
  return { t, sellerId };
}

/** Handles every event that Stripe has sent so far. */
export async function processEvents(t: TestApp): Promise<void> {
  await t.simulator.webhooksDelivered();
  await t.parts.eventWorker.drain();
}

export async function placedPayment(t: TestApp, given: Partial<Payment> = {}): Promise<Payment> {
  const payment = aPayment({ amountCents: AMOUNT, ...given });
  await t.platform.bus.transaction((tx) => t.parts.payments.insert(payment, tx.session));
  return payment;
}

export async function openSession(
  { parts }: Process,
  payment: Payment,
): Promise<{ id: string; url: string } | null> {
  const result = await openCheckout(parts, payment.id, payment.buyerId, addresses);
  return result.kind === "open" ? result : null;
}

/** A payment whose money is at Stripe, and of which only Stripe's event knows. */
export async function paidSession(t: TestApp, given: Partial<Payment> = {}): Promise<Payment> {
  const payment = await placedPayment(t, given);
  const session = await openSession(t, payment);
  expect(await t.simulator.pay(`${session?.url}/pay`)).toBe(303);
  await t.simulator.webhooksDelivered();
  return payment;
}

export async function blockedPayment(t: TestApp, given: Partial<Payment> = {}): Promise<Payment> {
  const payment = await paidSession(t, given);
  await processEvents(t);
  return payment;
}

async function activeSeller(t: TestApp): Promise<string> {
  const sellerId = newId("account");
  await t.introduce(sellerId);
  const { body } = await t.call(sellerId, "POST", "/payout-account");
  await t.simulator.onboard(body.url);
  await processEvents(t);
  return sellerId;
}

/** The order's end, which may be told several times. */
export const settle = ({ parts }: Process, payment: Payment, refundCents: number) =>
  movePayment(parts, payment.id, {
    kind: "settled_by_order",
    refundCents,
    releaseCents: AMOUNT - refundCents,
  });

export const carryOut = ({ parts }: Process) => parts.executor.drain();

/** A payment whose earnings are in the seller's balance at Stripe. */
export async function releasedPayment({ t, sellerId }: CrashScene): Promise<Payment> {
  const payment = await blockedPayment(t, { sellerId });
  await settle(t, payment, 0);
  await carryOut(t);
  await processEvents(t);
  return payment;
}

/** The buyer's bank takes the money back, and only Stripe's events know of it. */
export async function chargebackOf(t: TestApp, payment: Payment): Promise<string> {
  const dispute = await t.simulator.control(`charges/${await chargeOf(t, payment)}/dispute`);
  await t.simulator.webhooksDelivered();
  // The simulator answers the dispute that it has opened.
  return (dispute as { id: string }).id;
}

export const chargeOf = async (t: TestApp, { id }: Payment) =>
  String((await t.parts.payments.find(id))?.charge?.id);

export const entriesOf = (t: TestApp, orderId: string, kind: string) => t.entries({ orderId, kind });

export const sessionsOf = async (t: TestApp, payment: Payment) =>
  (await t.simulator.stripe.checkout.sessions.list({ limit: 100 })).data.filter(
    ({ client_reference_id }) => client_reference_id === payment.id,
  );

export const transfersOf = async (t: TestApp, { id }: Payment) =>
  (await t.simulator.stripe.transfers.list({ transfer_group: id })).data;

export async function stripeAccountOf(t: TestApp, accountId: string): Promise<string> {
  return String((await t.parts.payoutAccounts.find(accountId))?.stripeAccountId);
}

export async function withdrawalsOf(t: TestApp, accountId: string): Promise<{ id: string }[]> {
  return (await t.call(accountId, "GET", "/withdrawals?limit=100")).body.items;
}
