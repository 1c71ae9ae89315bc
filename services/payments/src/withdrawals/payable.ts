import type { Settling } from "../movements/store.ts";

export interface Funds {
  /** What the seller has earned and not withdrawn. */
  readonly availableCents: number;
  /** What lies in the seller's balance at Stripe, and what of it is pending there, the soonest first. */
  readonly connectedCents: number;
  readonly settling: readonly Settling[];
  /** Whether Stripe pays the account out at all. */
  readonly isPaidOut: boolean;
}

export interface Payable {
  /** What Stripe pays out this moment. */
  readonly payableCents: number;
  /** What of the rest can be paid out when, the soonest first. What is not at Stripe yet is not in it. */
  readonly next: readonly Settling[];
}

/** R29: how much of what a seller has Stripe will pay out, now and later. In cents. Pure. */
export function payableOf({ availableCents, connectedCents, settling, isPaidOut }: Funds): Payable {
  if (!isPaidOut) return { payableCents: 0, next: [] };
  const settlingCents = sumOf(settling);
  const payableCents = Math.min(availableCents, Math.max(0, connectedCents - settlingCents));
  let restCents = availableCents - payableCents;
  const next: Settling[] = [];
  for (const { amountCents, at } of settling) {
    const cents = Math.min(amountCents, restCents);
    if (cents === 0) break;
    restCents -= cents;
    const last = next.at(-1);
    if (last?.at.getTime() === at.getTime())
      next[next.length - 1] = { amountCents: last.amountCents + cents, at };
    else next.push({ amountCents: cents, at });
  }
  return { payableCents, next };
}

/** In cents. */
export function sumOf(settling: readonly Settling[]): number {
  return settling.reduce((sum, { amountCents }) => sum + amountCents, 0);
}
