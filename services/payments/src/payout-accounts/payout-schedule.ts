import type Stripe from "stripe";

/**
 * Makes sure that Stripe pays a seller's account out only when this platform asks for it. A new account is paid out
 * daily, and its owner may be allowed to change that: it is read each time.
 *
 * @throws when Stripe does not confirm it: the account must not be used then
 */
export async function keepPayoutsManual(stripe: Stripe, stripeAccount: string): Promise<void> {
  const options = { stripeAccount };
  if (isManual(await stripe.balanceSettings.retrieve({}, options))) return;
  const payouts = { schedule: { interval: "manual" } } as const;
  const changed = await stripe.balanceSettings.update({ payments: { payouts } }, options);
  if (!isManual(changed)) throw new Error(`Stripe still pays out ${stripeAccount} by itself`);
}

function isManual({ payments }: Stripe.BalanceSettings): boolean {
  return payments.payouts?.schedule?.interval === "manual";
}
