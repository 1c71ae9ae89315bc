import type { Bus } from "@vc/bus";
import { CURRENCY } from "@vc/contracts";
import type { Clock } from "@vc/http";
import type Stripe from "stripe";
import type { ExceptionStore } from "../exceptions/store.ts";

/** What a balance comes to once all of it has settled, in cents. Pure. */
export function wholeCents({ available, pending }: Pick<Stripe.Balance, "available" | "pending">): number {
  return [...available, ...pending]
    .filter(({ currency }) => currency === CURRENCY.toLowerCase())
    .reduce((sum, { amount }) => sum + amount, 0);
}

/** R31: puts a seller's balance that is below zero to an admin: the platform is liable for it. */
export type WatchBalance = (accountId: string, stripeAccountId: string) => Promise<void>;

export function createBalanceWatch(deps: {
  bus: Bus;
  clock: Clock;
  stripe: Stripe;
  exceptions: ExceptionStore;
}): WatchBalance {
  const { bus, clock, stripe, exceptions } = deps;
  return async (accountId, stripeAccountId) => {
    const cents = wholeCents(await stripe.balance.retrieve({}, { stripeAccount: stripeAccountId }));
    if (cents >= 0) return;
    const found = {
      kind: "balance_negative",
      stripeId: stripeAccountId,
      orderId: null,
      sellerId: accountId,
      amountCents: -cents,
      lossCents: 0,
      known: `The seller's balance at Stripe (${stripeAccountId}) is ${-cents} cents below zero; the platform is liable for it.`,
    } as const;
    await bus.transaction(({ session }) => exceptions.raise(found, clock.now(), session));
  };
}
