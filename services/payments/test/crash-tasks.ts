import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { expect } from "vitest";
import type { PaymentsParts } from "../src/deps.ts";
import { type MovementKind, movementIds } from "../src/movements/movement.ts";
import { openCheckout } from "../src/payments/checkout.ts";
import { movePayment } from "../src/payments/move-payment.ts";
import type { Payment } from "../src/payments/payment.ts";
import { startOnboarding } from "../src/payout-accounts/onboarding.ts";
import { receivableModel } from "../src/receivables/model.ts";
import type { TestApp } from "./build-test-app.ts";
import { aPayment } from "./builders.ts";

/** A process of the service that does the work. */
export interface Process {
  readonly parts: PaymentsParts;
  readonly call: TestApp["call"];
}

/** One piece of work, ready to be asked for. */
export interface Piece {
  /** Asks for it, and asks again as a caller without an answer does. */
  ask(process: Process): Promise<unknown>;
  /** Carries out what was recorded, as far as that is possible now. Absent where asking is all. */
  carryOut?(process: Process): Promise<void>;
  /** Checks that it was done exactly once: in the service, in the ledger and at Stripe. */
  expectOnce(): Promise<void>;
}

export async function perform(piece: Piece, process: Process): Promise<void> {
  await piece.ask(process);
  await piece.carryOut?.(process);
}

/** Longer than every lease and claim of the service, and than the longest wait before a second attempt. */
const LONG_ENOUGH_MS = 70_000;

/** What a caller without an answer repeats once the leases and claims of the dead process are over. */
export async function retryAfterLeases(piece: Piece, t: TestApp): Promise<void> {
  // What failed once waits before its next attempt, longer each time.
  for (let attempt = 1; attempt <= 2; attempt++) {
    t.clock.advance(LONG_ENOUGH_MS);
    await perform(piece, t);
  }
}

/** Something that Stripe does for the service, from the request to the recorded result. */
export interface Task {
  /** The request that does it at Stripe. */
  readonly request: { readonly method: "GET" | "POST"; readonly path: string };
  prepare(): Promise<Piece>;
}

/** Every kind of movement, and what else Stripe is asked. */
export type TaskName = MovementKind | "payment" | "checkout" | "transfer_again" | "payout_account";

/** A record, since a list could leave one out. */
const everyTask: Record<TaskName, true> = {
  payment: true,
  checkout: true,
  close_session: true,
  refund: true,
  transfer: true,
  transfer_again: true,
  reversal: true,
  evidence: true,
  payout: true,
  payout_account: true,
};
// Its keys are what its type says.
export const taskNames = Object.keys(everyTask) as TaskName[];

const AMOUNT = 1500;
/** Of it, with 20 % commission. */
const NET = 1200;
const addresses = { successUrl: "https://web.example.test/paid", cancelUrl: "https://web.example.test/" };

/** Everything that the service has Stripe do, on one running service with one seller who has been paid before. */
export async function tasksOf(t: TestApp): Promise<Record<TaskName, Task>> {
  const { stripe } = t.simulator;

  async function processEvents(): Promise<void> {
    await t.simulator.webhooksDelivered();
    await t.parts.eventWorker.drain();
  }

  async function aPlacedPayment(given: Partial<Payment> = {}): Promise<Payment> {
    const payment = aPayment({ amountCents: AMOUNT, ...given });
    await t.platform.bus.transaction((tx) => t.parts.payments.insert(payment, tx.session));
    return payment;
  }

  async function openSession(
    process: Process,
    payment: Payment,
  ): Promise<{ id: string; url: string } | null> {
    const result = await openCheckout(process.parts, payment.id, payment.buyerId, addresses);
    return result.kind === "open" ? result : null;
  }

  /** A payment whose money is at Stripe, and of which only Stripe's event knows. */
  async function aPaidSession(given: Partial<Payment> = {}): Promise<Payment> {
    const payment = await aPlacedPayment(given);
    const session = await openSession(t, payment);
    expect(await t.simulator.pay(`${session?.url}/pay`)).toBe(303);
    await t.simulator.webhooksDelivered();
    return payment;
  }

  async function aBlockedPayment(given: Partial<Payment> = {}): Promise<Payment> {
    const payment = await aPaidSession(given);
    await processEvents();
    return payment;
  }

  const chargeOf = async ({ id }: Payment) => String((await t.parts.payments.find(id))?.charge?.id);
  const entriesOf = (orderId: string, kind: string) => t.entries({ orderId, kind });
  const sessionsOf = async (payment: Payment) =>
    (await stripe.checkout.sessions.list({ limit: 100 })).data.filter(
      ({ client_reference_id }) => client_reference_id === payment.id,
    );

  const transfersOf = async ({ id }: Payment) => (await stripe.transfers.list({ transfer_group: id })).data;

  const anAccountOf = async (accountId: string) => {
    const account = await t.parts.payoutAccounts.find(accountId);
    return String(account?.stripeAccountId);
  };

  async function anActiveSeller(): Promise<string> {
    const sellerId = newId("account");
    await t.introduce(sellerId);
    const { body } = await t.call(sellerId, "POST", "/payout-account");
    await t.simulator.onboard(body.url);
    await processEvents();
    return sellerId;
  }

  // A transfer that is made again comes out of the platform's own balance, and chargebacks empty that.
  await aBlockedPayment({ amountCents: 10_000_000 });
  const sellerId = await anActiveSeller();
  const earned = await aBlockedPayment({ sellerId, amountCents: 100_000 });
  await movePayment(t.parts, earned.id, { kind: "settled_by_order", refundCents: 0, releaseCents: 100_000 });
  await t.parts.executor.drain();

  /** The order's end, which may be told several times. */
  const settle = ({ parts }: Process, payment: Payment, refundCents: number) =>
    movePayment(parts, payment.id, {
      kind: "settled_by_order",
      refundCents,
      releaseCents: AMOUNT - refundCents,
    });
  const carryOut = ({ parts }: Process) => parts.executor.drain();

  /** A payment whose earnings are in the seller's balance at Stripe. */
  async function aReleasedPayment(): Promise<Payment> {
    const payment = await aBlockedPayment({ sellerId });
    await settle(t, payment, 0);
    await carryOut(t);
    await processEvents();
    return payment;
  }

  /** The buyer's bank takes it back, and only Stripe's events know of it. */
  async function aChargebackOf(payment: Payment): Promise<string> {
    const dispute = await t.simulator.control(`charges/${await chargeOf(payment)}/dispute`);
    await t.simulator.webhooksDelivered();
    // The simulator answers the dispute that it has opened.
    return (dispute as { id: string }).id;
  }

  const tasks: Record<TaskName, Task> = {
    payment: {
      request: { method: "GET", path: "/v1/checkout/sessions/*" },
      prepare: async () => {
        const payment = await aPaidSession();
        return {
          ask: ({ parts }) => parts.eventWorker.drain(),
          expectOnce: async () => {
            expect(await entriesOf(payment.id, "payment_received")).toHaveLength(1);
            expect(await entriesOf(payment.id, "stripe_fee")).toHaveLength(1);
            expect(await t.parts.payments.find(payment.id)).toMatchObject({
              state: "blocked",
              paidCents: AMOUNT,
            });
          },
        };
      },
    },
    checkout: {
      request: { method: "POST", path: "/v1/checkout/sessions" },
      prepare: async () => {
        const payment = await aPlacedPayment();
        const shown = new Set<string>();
        return {
          ask: async (process) => {
            const session = await openSession(process, payment);
            if (session !== null) shown.add(session.id);
          },
          expectOnce: async () => {
            const { checkout } = (await t.parts.payments.find(payment.id)) ?? {};
            expect([...shown]).toEqual([checkout?.opened?.id]);
            // An attempt that Stripe always answers with an error may have made an object that no process saw.
            expect((await sessionsOf(payment)).length).toBeLessThanOrEqual(checkout?.attempt ?? 0);
          },
        };
      },
    },
    close_session: {
      request: { method: "POST", path: "/v1/checkout/sessions/*/expire" },
      prepare: async () => {
        const payment = await aPlacedPayment();
        const session = await openSession(t, payment);
        return {
          ask: ({ parts }) => movePayment(parts, payment.id, { kind: "order_expired" }),
          carryOut,
          expectOnce: async () => {
            expect((await sessionsOf(payment)).map(({ status }) => status)).toEqual(["expired"]);
            const id = movementIds.closeSession(String(session?.id));
            expect(await t.parts.movements.find(id)).toMatchObject({ state: "succeeded" });
          },
        };
      },
    },
    refund: {
      request: { method: "POST", path: "/v1/refunds" },
      prepare: async () => {
        const payment = await aBlockedPayment();
        return {
          ask: (process) => settle(process, payment, AMOUNT),
          carryOut,
          expectOnce: async () => {
            const refunds = (await stripe.refunds.list({ charge: await chargeOf(payment) })).data;
            expect(refunds.map(({ amount, status }) => [amount, status])).toEqual([[AMOUNT, "succeeded"]]);
            const paid = await entriesOf(payment.id, "refund_paid");
            expect(paid).toMatchObject([{ stripeId: refunds[0]?.id }]);
            expect(await t.parts.payments.find(payment.id)).toMatchObject({
              state: "settled",
              refundedCents: AMOUNT,
            });
          },
        };
      },
    },
    transfer: {
      request: { method: "POST", path: "/v1/transfers" },
      prepare: async () => {
        const payment = await aBlockedPayment({ sellerId });
        return {
          ask: (process) => settle(process, payment, 0),
          carryOut,
          expectOnce: async () => {
            const transfers = await transfersOf(payment);
            expect(transfers.map(({ amount, reversed }) => [amount, reversed])).toEqual([[NET, false]]);
            const transferred = await entriesOf(payment.id, "earnings_transferred");
            expect(transferred).toMatchObject([{ stripeId: transfers[0]?.id }]);
            expect(await t.parts.payments.find(payment.id)).toMatchObject({ state: "settled" });
          },
        };
      },
    },
    transfer_again: {
      request: { method: "POST", path: "/v1/transfers" },
      prepare: async () => {
        const payment = await aReleasedPayment();
        const [transfer] = await transfersOf(payment);
        await stripe.transfers.createReversal(String(transfer?.id), { amount: NET });
        await t.simulator.webhooksDelivered();
        return {
          ask: ({ parts }) => parts.eventWorker.drain(),
          carryOut,
          expectOnce: async () => {
            const transfers = (await transfersOf(payment)).map(({ amount, reversed }) => [amount, reversed]);
            expect(transfers.toSorted()).toEqual([
              [NET, false],
              [NET, true],
            ]);
            expect(await entriesOf(payment.id, "transfer_returned")).toHaveLength(1);
            expect(await entriesOf(payment.id, "earnings_transferred")).toHaveLength(2);
            expect(await t.parts.payments.find(payment.id)).toMatchObject({ state: "settled" });
          },
        };
      },
    },
    reversal: {
      request: { method: "POST", path: "/v1/transfers/*/reversals" },
      prepare: async () => {
        const payment = await aReleasedPayment();
        const disputeId = await aChargebackOf(payment);
        await processEvents();
        await carryOut(t);
        await t.simulator.control(`disputes/${disputeId}/decide`, { verdict: "lost" });
        await t.simulator.webhooksDelivered();
        return {
          ask: ({ parts }) => parts.eventWorker.drain(),
          carryOut,
          expectOnce: async () => {
            const transfers = await transfersOf(payment);
            expect(transfers.map(({ amount_reversed }) => amount_reversed)).toEqual([NET]);
            const reversals = (await stripe.transfers.listReversals(String(transfers[0]?.id))).data;
            const made = await entriesOf(payment.id, "reversal_made");
            expect(made).toMatchObject([{ stripeId: reversals[0]?.id }]);
            const receivable = t.platform.database.model(receivableModel).findOne({ _id: disputeId });
            expect(await receivable).toMatchObject({ state: "settled", reversedCents: NET });
          },
        };
      },
    },
    evidence: {
      request: { method: "POST", path: "/v1/disputes/*" },
      prepare: async () => {
        const payment = await aReleasedPayment();
        await t.deliver({ ...payment, orderId: payment.id, totalAmount: AMOUNT });
        const disputeId = await aChargebackOf(payment);
        return {
          ask: ({ parts }) => parts.eventWorker.drain(),
          carryOut,
          expectOnce: async () => {
            const { status, evidence, evidence_details } = await stripe.disputes.retrieve(disputeId);
            expect(status).toBe("under_review");
            expect(evidence_details.submission_count).toBe(1);
            expect(evidence.uncategorized_text).toContain("delivered the work");
            expect(await t.parts.movements.find(movementIds.evidence(disputeId))).toMatchObject({
              state: "succeeded",
            });
            // Otherwise the money held for it changes the balance in every task that follows.
            await t.simulator.control(`disputes/${disputeId}/decide`, { verdict: "won" });
            await processEvents();
          },
        };
      },
    },
    payout: {
      request: { method: "POST", path: "/v1/payouts" },
      prepare: async () => {
        const key = newId("withdrawal");
        const amount = { amount: 100, currency: "EUR" };
        const known = new Set((await withdrawalsOf(sellerId)).map(({ id }) => id));
        return {
          ask: ({ call }) => call(sellerId, "POST", "/withdrawals", { amount }, { "idempotency-key": key }),
          carryOut,
          expectOnce: async () => {
            const made = (await withdrawalsOf(sellerId)).filter(({ id }) => !known.has(id));
            expect(made).toHaveLength(1);
            const id = String(made[0]?.id);
            const stripeAccount = await anAccountOf(sellerId);
            const payouts = (await stripe.payouts.list({ limit: 100 }, { stripeAccount })).data.filter(
              ({ metadata }) => metadata?.withdrawal === id,
            );
            expect(payouts.map((payout) => payout.amount)).toEqual([100]);
            // The bank's verdict arrives by an event, which no process has handled yet.
            await waitFor(
              async () =>
                (await stripe.payouts.list({ status: "pending" }, { stripeAccount })).data.length === 0,
              {
                what: "the bank",
              },
            );
            await processEvents();
            expect(await t.parts.withdrawals.find(id)).toMatchObject({
              state: "paid",
              payoutId: payouts[0]?.id,
            });
          },
        };
      },
    },
    payout_account: {
      request: { method: "POST", path: "/v2/core/accounts" },
      prepare: async () => {
        const accountId = newId("account");
        await t.introduce(accountId);
        // Waiting for an address that has not arrived yet is no step of the task.
        await waitFor(
          () => t.platform.db.collection<{ _id: string }>("contacts").findOne({ _id: accountId }),
          {
            what: "the address to be known",
          },
        );
        return {
          ask: ({ parts }) => startOnboarding(parts, accountId),
          expectOnce: async () => {
            const accounts: string[] = [];
            for await (const account of stripe.v2.core.accounts.list({ limit: 100 })) {
              if (account.metadata?.account === accountId) accounts.push(account.id);
            }
            expect(accounts).toEqual([await anAccountOf(accountId)]);
          },
        };
      },
    },
  };
  async function withdrawalsOf(accountId: string): Promise<{ id: string }[]> {
    return (await t.call(accountId, "GET", "/withdrawals?limit=100")).body.items;
  }
  return tasks;
}
