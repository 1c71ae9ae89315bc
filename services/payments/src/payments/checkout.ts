import type { Bus } from "@vc/bus";
import type { Clock } from "@vc/http";
import { eventually, type Worker } from "@vc/service";
import type Stripe from "stripe";
import { movementIds } from "../movements/movement.ts";
import type { MovementStore } from "../movements/store.ts";
import { judgeFailure } from "../stripe/call-failure.ts";
import type { PaymentLearner } from "./learn-payment.ts";
import type { CheckoutClaim, Payment } from "./payment.ts";
import type { PaymentStore } from "./store.ts";

export type CheckoutRefusal = "not_found" | "order_not_payable" | "unavailable";

export type CheckoutResult =
  | { readonly kind: "open"; readonly id: string; readonly url: string; readonly expiresAt: Date }
  | { readonly kind: "refused"; readonly reason: CheckoutRefusal };

interface Addresses {
  readonly successUrl: string;
  readonly cancelUrl: string;
}

const MINUTE_MS = 60_000;

/** Stripe takes 30 minutes to 24 hours from its own present; a minute more or less bears a clock that is off. */
const SHORTEST_MS = 31 * MINUTE_MS;
const LONGEST_MS = (24 * 60 - 1) * MINUTE_MS;

/** Rounds of finding a session that is over and asking for the next; more than this many is a fault. */
const MAX_ROUNDS = 3;

const refused = (reason: CheckoutRefusal): CheckoutResult => ({ kind: "refused", reason });

/** Hosted checkout of orders that wait for their payment. */
export function createCheckout(deps: {
  bus: Bus;
  clock: Clock;
  stripe: Stripe;
  payments: PaymentStore;
  movements: MovementStore;
  executor: Worker;
  learner: PaymentLearner;
}) {
  const { bus, clock, stripe, payments, movements, executor, learner } = deps;

  function isPayable(payment: Payment): boolean {
    return payment.state === "awaiting_payment" && (payment.payBy === null || clock.now() < payment.payBy);
  }

  /** A session may not end before the order does; when the order expires first, the session is closed (R8). */
  function expiryFor(payment: Payment): Date {
    const nowMs = clock.now().getTime();
    const wishedMs = Math.max(payment.payBy?.getTime() ?? 0, nowMs + SHORTEST_MS);
    return new Date(Math.min(wishedMs, nowMs + LONGEST_MS));
  }

  /** Records how the next session is requested, before it is; a concurrent claim is joined. */
  function claim(orderId: string, over: CheckoutClaim | null, addresses: Addresses): Promise<Payment | null> {
    return bus.transaction(async (tx) => {
      const payment = await payments.find(orderId, tx.session);
      if (payment === null || !isPayable(payment)) return payment;
      const isTaken = payment.checkout !== null && payment.checkout.attempt !== over?.attempt;
      if (isTaken) return payment;
      const checkout: CheckoutClaim = {
        ...addresses,
        attempt: (over?.attempt ?? 0) + 1,
        expiresAt: expiryFor(payment),
        opened: null,
      };
      return payments.replace(payment, { ...payment, checkout }, tx.session);
    });
  }

  async function create(payment: Payment, checkout: CheckoutClaim): Promise<Stripe.Checkout.Session> {
    return stripe.checkout.sessions.create(
      {
        mode: "payment",
        client_reference_id: payment.id,
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: "eur",
              unit_amount: payment.amountCents,
              product_data: { name: payment.title },
            },
          },
        ],
        payment_intent_data: { transfer_group: payment.id, metadata: { order: payment.id } },
        metadata: { order: payment.id },
        success_url: checkout.successUrl,
        cancel_url: checkout.cancelUrl,
        expires_at: Math.floor(checkout.expiresAt.getTime() / 1_000),
      },
      { idempotencyKey: `cs:${payment.id}:${checkout.attempt}` },
    );
  }

  /** Keeps a session that Stripe has opened, or closes it when the order stopped waiting for it in the meantime. */
  function keep(
    orderId: string,
    checkout: CheckoutClaim,
    session: { id: string; url: string },
  ): Promise<boolean> {
    return bus.transaction(async (tx) => {
      const payment = await payments.find(orderId, tx.session);
      if (payment?.checkout?.opened?.id === session.id) return true;
      if (payment !== null && isPayable(payment) && payment.checkout?.attempt === checkout.attempt) {
        await payments.replace(
          payment,
          { ...payment, checkout: { ...checkout, opened: session } },
          tx.session,
        );
        return true;
      }
      const id = movementIds.closeSession(session.id);
      if ((await movements.find(id, tx.session)) === null) {
        const order = { kind: "close_session", orderId, sessionId: session.id } as const;
        await movements.insert({ id, order }, clock.now(), tx.session);
        executor.wakeAfter(tx);
      }
      return false;
    });
  }

  return {
    /**
     * Opens the checkout of an order for its buyer, or gives the one that is open.
     * Refuses: `not_found` (unknown for 2 s, or not the caller's), `order_not_payable`, `unavailable` (Stripe is).
     */
    async open(orderId: string, callerId: string, addresses: Addresses): Promise<CheckoutResult> {
      const found = await eventually(() => payments.find(orderId));
      if (found === null || found.buyerId !== callerId) return refused("not_found");
      let over: CheckoutClaim | null = null;
      for (let round = 1; round <= MAX_ROUNDS; round++) {
        const payment = await claim(orderId, over, addresses);
        if (payment === null || !isPayable(payment) || payment.checkout === null)
          return refused("order_not_payable");
        const { checkout } = payment;
        try {
          const session =
            checkout.opened === null
              ? await create(payment, checkout)
              : await stripe.checkout.sessions.retrieve(checkout.opened.id);
          if (session.status === "open" && session.url !== null) {
            const isKept = await keep(orderId, checkout, { id: session.id, url: session.url });
            if (!isKept) return refused("order_not_payable");
            return {
              kind: "open",
              id: session.id,
              url: session.url,
              expiresAt: new Date(session.expires_at * 1_000),
            };
          }
          // Paid, and its event has not come yet; or over, and the next round asks for another.
          if (session.status === "complete") await learner.learnSession(session.id);
        } catch (error) {
          const failure = judgeFailure(error);
          const reason = failure.kind === "unknown" ? "unavailable" : "order_not_payable";
          // An error that Stripe repeats for a day is as final as a refusal. If the session was made all the same,
          // no buyer has been shown it, and it expires by itself.
          const isFinal = failure.kind === "refused" || failure.isReplayed;
          // Stripe will never open this one; another may do, unless it was asked for just now.
          if (!isFinal || over !== null || round === MAX_ROUNDS) return refused(reason);
        }
        over = checkout;
      }
      return refused("order_not_payable");
    },
  };
}
