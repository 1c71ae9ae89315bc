import type Stripe from "stripe";

/** What a payout asks for has been transferred and has not settled: Stripe pays it out when it has. */
export class FundsPending extends Error {
  constructor(amountCents: number) {
    super(`${amountCents} cents have not settled at Stripe yet`);
    this.name = "FundsPending";
  }
}

/** Stripe has less for the seller than a payout asks for, also when all has settled: the ledger says otherwise. */
export class FundsMissing extends Error {
  constructor(amountCents: number) {
    super(`the seller's balance at Stripe does not hold ${amountCents} cents`);
    this.name = "FundsMissing";
  }
}

const CURRENCY = "eur";

const centsOf = (parts: readonly { amount: number; currency: string }[]) =>
  parts.filter(({ currency }) => currency === CURRENCY).reduce((sum, { amount }) => sum + amount, 0);

/** Whether a balance covers an amount once all of it has settled. In cents. */
export function coversWhenSettled({ available, pending }: Stripe.Balance, amountCents: number): boolean {
  return centsOf(available) + centsOf(pending) >= amountCents;
}
