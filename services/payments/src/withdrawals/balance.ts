import { ledgerAccount } from "../ledger/chart.ts";
import type { Ledger } from "../ledger/ledger.ts";

/** R29: what a seller has, in cents. `payableCents`: what of it has reached their balance at Stripe. */
export async function balanceOf(ledger: Ledger, accountId: string) {
  const [availableCents, connectedCents, pendingPayoutCents, receivableCents] = await Promise.all([
    ledger.balanceOf(ledgerAccount("SELLER", accountId)),
    ledger.balanceOf(ledgerAccount("CONNECTED_CASH", accountId)),
    ledger.balanceOf(ledgerAccount("PAYOUT_DUE", accountId)),
    ledger.balanceOf(ledgerAccount("SELLER_RECEIVABLE", accountId)),
  ]);
  const payableCents = Math.min(availableCents, connectedCents);
  return { availableCents, payableCents, pendingPayoutCents, receivableCents };
}
