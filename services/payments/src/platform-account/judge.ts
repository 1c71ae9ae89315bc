import type Stripe from "stripe";

const CURRENCY = "eur";

/** What matters of the platform's own account at Stripe. In cents. */
export interface PlatformFunds {
  /** What Stripe never pays out by itself; `null`: all of it, since payouts are manual. */
  readonly keptCents: number | null;
  /** What is in the balance, whether or not it has settled. */
  readonly balanceCents: number;
}

export interface Verdict {
  /** Whether Stripe pays out nothing by itself that is owed to buyers and sellers. */
  readonly isProtected: boolean;
  /** What is owed to them and is not in the balance. */
  readonly missingCents: number;
}

export function readPlatformFunds(
  { payments: { payouts } }: Stripe.BalanceSettings,
  { available, pending }: Stripe.Balance,
): PlatformFunds {
  const isManual = payouts?.schedule?.interval === "manual";
  const euros = [...available, ...pending].filter(({ currency }) => currency === CURRENCY);
  return {
    keptCents: isManual ? null : (payouts?.minimum_balance_by_currency?.[CURRENCY] ?? 0),
    balanceCents: euros.reduce((sum, { amount }) => sum + amount, 0),
  };
}

/**
 * Whether the platform's balance keeps what is owed: escrow that Stripe pays out to the platform's bank is not there for
 * refunds. A minimum balance of 0 protects nothing, also while nothing is owed. Pure.
 */
export function judge({ keptCents, balanceCents }: PlatformFunds, owedCents: number): Verdict {
  return {
    isProtected: keptCents === null || (keptCents > 0 && keptCents >= owedCents),
    missingCents: Math.max(0, owedCents - balanceCents),
  };
}

/** What of each owner's accounts the platform still has: positive is owed, negative lies elsewhere. */
const signs: Readonly<Record<string, 1 | -1>> = {
  ESCROW: 1,
  REFUND_DUE: 1,
  CHARGEBACK_HOLD: 1,
  CHARGEBACK_CASH: -1,
  SELLER: 1,
  PAYOUT_DUE: 1,
  CONNECTED_CASH: -1,
  TRANSIT: -1,
  RETURNING: -1,
};

/**
 * What the platform's balance at Stripe has to hold for buyers and sellers, in cents. One owner's surplus, such as money
 * on its way back from a seller, does not lower what is owed to another. Pure.
 */
export function owedCents(balances: Iterable<{ readonly account: string; readonly cents: number }>): number {
  const owed = new Map<string, number>();
  for (const { account, cents } of balances) {
    const [name = "", owner = ""] = account.split(":");
    owed.set(owner, (owed.get(owner) ?? 0) + (signs[name] ?? 0) * cents);
  }
  return [...owed.values()].reduce((sum, cents) => sum + Math.max(0, cents), 0);
}
