/** What Stripe keeps of a European card payment: 1.5 % and 25 cents. In cents. */
export function processingFee(amountCents: number): number {
  return Math.round(amountCents * 0.015) + 25;
}

/** What a chargeback costs, won or lost. In cents. */
export const disputeFeeCents = 2000;

/** Stripe takes no payment below this in euros. In cents. */
export const smallestPaymentCents = 50;
export const largestPaymentCents = 99_999_999;
