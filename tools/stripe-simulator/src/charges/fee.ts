import type { CardCountry } from "./test-cards.ts";

/** Stripe's share of a payment by the card's country, of a European account (stripe.com/fr/pricing), besides 25 cents. */
const shares: Record<CardCountry, number> = { FR: 0.015, GB: 0.025, US: 0.0325 };

/** What Stripe keeps of a card payment. In cents. */
export function processingFee(amountCents: number, country: CardCountry = "FR"): number {
  return Math.round(amountCents * shares[country]) + 25;
}

/** What Stripe keeps of a payment by SEPA debit. In cents. */
export const DEBIT_FEE_CENTS = 35;

/** What Stripe bills a platform for a payout of an express account: 0.25 % and 10 cents. In cents. */
export function payoutFee(amountCents: number): number {
  return Math.round(amountCents * 0.0025) + 10;
}

/** What a chargeback costs, won or lost. In cents. */
export const DISPUTE_FEE_CENTS = 2000;

/** Stripe takes no payment below this in euros. In cents. */
export const SMALLEST_PAYMENT_CENTS = 50;
export const LARGEST_PAYMENT_CENTS = 99_999_999;
