/** What Stripe, banks and people there do beside the platform, and worlds have to meet. */
export const SITUATIONS = [
  "a payment settles later",
  "a refund waits for funds",
  "a payout is refused until funds settle",
  "a refund that waits is ended by a bank",
  "a lost dispute is appealed",
  "a lost dispute is won after all",
  "a won dispute is lost after all",
  "a transfer is reversed in the dashboard",
  "a transfer waits for funds",
  "an account is closed",
  "an account is rejected",
  "a lost account is replaced",
] as const;

export type Situation = (typeof SITUATIONS)[number];

/** Counts what a world met. */
export function countSituations() {
  const met: Partial<Record<Situation, number>> = {};
  return {
    met: (situation: Situation): void => {
      met[situation] = (met[situation] ?? 0) + 1;
    },
    counts: (): Readonly<Partial<Record<Situation, number>>> => met,
  };
}
