import { expect } from "vitest";
import { resolveException, takeException } from "../src/exception-desk/work-exceptions.ts";
import { movementIds } from "../src/movements/movement.ts";
import { receivableModel } from "../src/receivables/model.ts";
import {
  AMOUNT,
  blockedPayment,
  type CrashScene,
  carryOut,
  chargebackOf,
  chargeOf,
  entriesOf,
  NET,
  processEvents,
  releasedPayment,
  settle,
  transfersOf,
} from "./crash-scene.ts";
import type { Task } from "./crash-task.ts";

/** Gives the buyer the money back. */
export function refundTask({ t }: CrashScene): Task {
  return {
    request: { method: "POST", path: "/v1/refunds" },
    prepare: async () => {
      const payment = await blockedPayment(t);
      return {
        ask: (process) => settle(process, payment, AMOUNT),
        carryOut,
        expectOnce: async () => {
          const refunds = (await t.simulator.stripe.refunds.list({ charge: await chargeOf(t, payment) }))
            .data;
          expect(refunds.map(({ amount, status }) => [amount, status])).toEqual([[AMOUNT, "succeeded"]]);
          const paid = await entriesOf(t, payment.id, "refund_paid");
          expect(paid).toMatchObject([{ stripeId: refunds[0]?.id }]);
          expect(await t.parts.payments.find(payment.id)).toMatchObject({
            state: "settled",
            refundedCents: AMOUNT,
          });
        },
      };
    },
  };
}

/** Moves the seller's earnings to the account at Stripe. */
export function transferTask({ t, sellerId }: CrashScene): Task {
  return {
    request: { method: "POST", path: "/v1/transfers" },
    prepare: async () => {
      const payment = await blockedPayment(t, { sellerId });
      return {
        ask: (process) => settle(process, payment, 0),
        carryOut,
        expectOnce: async () => {
          const transfers = await transfersOf(t, payment);
          expect(transfers.map(({ amount, reversed }) => [amount, reversed])).toEqual([[NET, false]]);
          const transferred = await entriesOf(t, payment.id, "earnings_transferred");
          expect(transferred).toMatchObject([{ stripeId: transfers[0]?.id }]);
          expect(await t.parts.payments.find(payment.id)).toMatchObject({ state: "settled" });
        },
      };
    },
  };
}

/** Makes a transfer again that was reversed outside, when an admin has decided so. */
export function transferAgainTask(scene: CrashScene): Task {
  const { t } = scene;
  return {
    request: { method: "POST", path: "/v1/transfers" },
    prepare: async () => {
      const payment = await releasedPayment(scene);
      const [transfer] = await transfersOf(t, payment);
      const reversal = await t.simulator.stripe.transfers.createReversal(String(transfer?.id), {
        amount: NET,
      });
      await t.simulator.webhooksDelivered();
      return {
        ask: async ({ parts }) => {
          await parts.eventWorker.drain();
          const [exception] = await parts.exceptions.list({ stripeId: reversal.id }, 1);
          if (exception === undefined) return;
          await takeException(parts, exception.id, "admin");
          const pay = { decision: "pay_seller", reason: "It was a mistake." } as const;
          await resolveException(parts, exception.id, "admin", pay);
        },
        carryOut,
        expectOnce: async () => {
          const transfers = (await transfersOf(t, payment)).map(({ amount, reversed }) => [amount, reversed]);
          expect(transfers.toSorted()).toEqual([
            [NET, false],
            [NET, true],
          ]);
          expect(await entriesOf(t, payment.id, "transfer_returned")).toHaveLength(1);
          expect(await entriesOf(t, payment.id, "earnings_transferred")).toHaveLength(2);
          expect(await t.parts.payments.find(payment.id)).toMatchObject({ state: "settled" });
        },
      };
    },
  };
}

/** Takes earnings back after a lost chargeback. */
export function reversalTask(scene: CrashScene): Task {
  const { t } = scene;
  return {
    request: { method: "POST", path: "/v1/transfers/*/reversals" },
    prepare: async () => {
      const payment = await releasedPayment(scene);
      const disputeId = await chargebackOf(t, payment);
      await processEvents(t);
      await carryOut(t);
      await t.simulator.control(`disputes/${disputeId}/decide`, { verdict: "lost" });
      await t.simulator.webhooksDelivered();
      return {
        ask: ({ parts }) => parts.eventWorker.drain(),
        carryOut,
        expectOnce: async () => {
          const transfers = await transfersOf(t, payment);
          expect(transfers.map(({ amount_reversed }) => amount_reversed)).toEqual([NET]);
          const reversals = (await t.simulator.stripe.transfers.listReversals(String(transfers[0]?.id))).data;
          const made = await entriesOf(t, payment.id, "reversal_made");
          expect(made).toMatchObject([{ stripeId: reversals[0]?.id }]);
          const receivable = t.platform.database.model(receivableModel).findOne({ _id: disputeId });
          expect(await receivable).toMatchObject({ state: "settled", reversedCents: NET });
        },
      };
    },
  };
}

const DAY_MS = 24 * 60 * 60_000;
const WEEK_MS = 7 * DAY_MS;

/** Answers a chargeback with what the platform knows. */
export function evidenceTask(scene: CrashScene): Task {
  const { t } = scene;
  return {
    request: { method: "POST", path: "/v1/disputes/*" },
    prepare: async () => {
      // What other tasks have left comes due with the days that pass here: before this one, so that it is no step of it.
      t.clock.advance(WEEK_MS);
      await processEvents(t);
      await carryOut(t);
      const payment = await releasedPayment(scene);
      await t.deliver({ ...payment, orderId: payment.id, totalAmount: AMOUNT });
      const disputeId = await chargebackOf(t, payment);
      const { due_by } = (await t.simulator.stripe.disputes.retrieve(disputeId)).evidence_details;
      // The last day, on which it is handed in: until then it is staged, which a repeat does no harm to.
      t.clock.advance(Math.max(0, Number(due_by) * 1_000 - DAY_MS - t.clock.now().getTime()));
      return {
        ask: ({ parts }) => parts.eventWorker.drain(),
        carryOut,
        expectOnce: async () => {
          const { status, evidence, evidence_details } =
            await t.simulator.stripe.disputes.retrieve(disputeId);
          expect(status).toBe("under_review");
          expect(evidence_details.submission_count).toBe(1);
          expect(evidence.uncategorized_text).toContain("delivered the work");
          expect(await t.parts.movements.find(movementIds.evidence(disputeId))).toMatchObject({
            state: "succeeded",
          });
          // Otherwise the money held for it changes the balance in every task that follows.
          await t.simulator.control(`disputes/${disputeId}/decide`, { verdict: "won" });
          await processEvents(t);
        },
      };
    },
  };
}
