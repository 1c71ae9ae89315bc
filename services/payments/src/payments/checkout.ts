import type { Locale } from "@vc/contracts";
import { eventually } from "@vc/service";
import type Stripe from "stripe";
import type { ReportRefusal } from "../exceptions/report-refusal.ts";
import { movementIds } from "../movements/movement.ts";
import { judgeFailure } from "../stripe/call-failure.ts";
import { createSession, sessionExpiry } from "./checkout-session.ts";
import type { CheckoutClaim, Payment } from "./payment.ts";
import { type PaymentReadDeps, readSession } from "./read-payment.ts";

export type CheckoutRefusal = "not_found" | "order_not_payable" | "unavailable" | "provider_refused";

export type CheckoutResult =
  | { readonly kind: "open"; readonly id: string; readonly url: string; readonly expiresAt: Date }
  | { readonly kind: "refused"; readonly reason: CheckoutRefusal };

export interface CheckoutDeps extends PaymentReadDeps {
  readonly reportRefusal: ReportRefusal;
}

/** Where the buyer comes back to from Stripe's page, and its language; without one it is the browser's. */
interface Page {
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly locale?: Locale | null;
}

/** Rounds of finding a session that is over and asking for the next; more than this many is a fault. */
const MAX_ROUNDS = 3;

const refused = (reason: CheckoutRefusal): CheckoutResult => ({ kind: "refused", reason });

/**
 * Opens the hosted checkout of an order for its buyer, or gives the one that is open.
 * Refuses: `not_found` (unknown for 2 s, or not the caller's), `order_not_payable`, `unavailable` (Stripe is),
 * `provider_refused`.
 */
export async function openCheckout(
  deps: CheckoutDeps,
  orderId: string,
  callerId: string,
  page: Page,
): Promise<CheckoutResult> {
  const found = await eventually(() => deps.payments.find(orderId));
  if (found === null || found.buyerId !== callerId) return refused("not_found");
  let over: CheckoutClaim | null = null;
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    const payment = await claim(deps, orderId, over, page);
    if (payment === null || !isPayable(payment, deps.clock.now()) || payment.checkout === null)
      return refused("order_not_payable");
    try {
      const opened = await openClaimed(deps, payment, payment.checkout);
      if (opened !== null) return opened;
    } catch (error) {
      const failure = judgeFailure(error);
      if (failure.kind === "refused") await deps.reportRefusal("opening a checkout", failure, { orderId });
      // An error that Stripe repeats for a day is as final as a refusal. If the session was made all the same,
      // no buyer has been shown it, and it expires by itself.
      const isFinal = failure.kind === "refused" || failure.isReplayed;
      // Stripe will never open this one; another may do, unless it was asked for just now.
      if (!isFinal || over !== null || round === MAX_ROUNDS)
        return refused(failure.kind === "unknown" ? "unavailable" : "provider_refused");
    }
    over = payment.checkout;
  }
  return refused("order_not_payable");
}

/** @returns `null` when the session is over: paid, and its event has not come yet, or expired, so that another is due */
async function openClaimed(
  deps: PaymentReadDeps,
  payment: Payment,
  checkout: CheckoutClaim,
): Promise<CheckoutResult | null> {
  const session = await (checkout.opened === null
    ? createSession(deps.stripe, payment, checkout)
    : deps.stripe.checkout.sessions.retrieve(checkout.opened.id));
  const { id, url } = session;
  if (session.status === "open" && url !== null) {
    const isKept = await keep(deps, payment.id, checkout, { id, url });
    if (!isKept) return refused("order_not_payable");
    return { kind: "open", id, url, expiresAt: new Date(session.expires_at * 1_000) };
  }
  if (session.status === "complete") {
    await readSession(deps, id);
    // The buyer has paid by a method whose bank answers later: a second session could be paid as well.
    if (session.payment_status === "unpaid") return refused("order_not_payable");
  }
  return null;
}

function isPayable({ state, payBy }: Payment, now: Date): boolean {
  return state === "awaiting_payment" && (payBy === null || now < payBy);
}

/** Records how the next session is requested, before it is; a concurrent claim is joined. */
function claim(
  { bus, clock, payments }: PaymentReadDeps,
  orderId: string,
  over: CheckoutClaim | null,
  page: Page,
): Promise<Payment | null> {
  return bus.transaction(async ({ session }) => {
    const now = clock.now();
    const payment = await payments.find(orderId, session);
    if (payment === null || !isPayable(payment, now)) return payment;
    const isTaken = payment.checkout !== null && payment.checkout.attempt !== over?.attempt;
    if (isTaken) return payment;
    const checkout: CheckoutClaim = {
      successUrl: page.successUrl,
      cancelUrl: page.cancelUrl,
      locale: page.locale ?? null,
      attempt: (over?.attempt ?? 0) + 1,
      expiresAt: sessionExpiry(payment, now),
      opened: null,
    };
    return payments.replace(payment, { ...payment, checkout }, session);
  });
}

/**
 * Keeps a session that Stripe has opened.
 *
 * @returns `false` when the order stopped waiting for it in the meantime: then it is closed
 */
function keep(
  deps: PaymentReadDeps,
  orderId: string,
  checkout: CheckoutClaim,
  opened: Pick<Stripe.Checkout.Session, "id"> & { readonly url: string },
): Promise<boolean> {
  const { bus, clock, payments, movements, executor } = deps;
  return bus.transaction(async (tx) => {
    const payment = await payments.find(orderId, tx.session);
    if (payment?.checkout?.opened?.id === opened.id) return true;
    const isWaiting = payment !== null && isPayable(payment, clock.now());
    if (isWaiting && payment.checkout?.attempt === checkout.attempt) {
      await payments.replace(payment, { ...payment, checkout: { ...checkout, opened } }, tx.session);
      return true;
    }
    const id = movementIds.closeSession(opened.id);
    if ((await movements.find(id, tx.session)) === null) {
      const order = { kind: "close_session", orderId, sessionId: opened.id } as const;
      await movements.insert({ id, order }, clock.now(), tx.session);
      executor.wakeAfter(tx);
    }
    return false;
  });
}
