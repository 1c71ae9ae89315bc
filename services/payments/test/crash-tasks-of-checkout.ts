import { expect } from "vitest";
import { movementIds } from "../src/movements/movement.ts";
import { movePayment } from "../src/payments/move-payment.ts";
import {
  AMOUNT,
  type CrashScene,
  carryOut,
  entriesOf,
  openSession,
  paidSession,
  placedPayment,
  sessionsOf,
} from "./crash-scene.ts";
import type { Task } from "./crash-task.ts";

/** Learns of a payment by Stripe's event. */
export function paymentTask({ t }: CrashScene): Task {
  return {
    request: { method: "GET", path: "/v1/checkout/sessions/*" },
    prepare: async () => {
      const payment = await paidSession(t);
      return {
        ask: ({ parts }) => parts.eventWorker.drain(),
        expectOnce: async () => {
          expect(await entriesOf(t, payment.id, "payment_received")).toHaveLength(1);
          expect(await entriesOf(t, payment.id, "stripe_fee")).toHaveLength(1);
          expect(await t.parts.payments.find(payment.id)).toMatchObject({
            state: "blocked",
            paidCents: AMOUNT,
          });
        },
      };
    },
  };
}

/** Opens a page at Stripe. */
export function checkoutTask({ t }: CrashScene): Task {
  return {
    request: { method: "POST", path: "/v1/checkout/sessions" },
    prepare: async () => {
      const payment = await placedPayment(t);
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
          expect((await sessionsOf(t, payment)).length).toBeLessThanOrEqual(checkout?.attempt ?? 0);
        },
      };
    },
  };
}

/** Closes the page of an order that expired. */
export function closeSessionTask({ t }: CrashScene): Task {
  return {
    request: { method: "POST", path: "/v1/checkout/sessions/*/expire" },
    prepare: async () => {
      const payment = await placedPayment(t);
      const session = await openSession(t, payment);
      return {
        ask: ({ parts }) => movePayment(parts, payment.id, { kind: "order_expired" }),
        carryOut,
        expectOnce: async () => {
          expect((await sessionsOf(t, payment)).map(({ status }) => status)).toEqual(["expired"]);
          const id = movementIds.closeSession(String(session?.id));
          expect(await t.parts.movements.find(id)).toMatchObject({ state: "succeeded" });
        },
      };
    },
  };
}
