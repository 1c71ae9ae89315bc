import type { Clock } from "@vc/http";
import { ledgerAccount } from "../ledger/chart.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { MovementStore } from "../movements/store.ts";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";
import { payableOf } from "./payable.ts";

export interface BalanceDeps {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly movements: MovementStore;
  readonly payoutAccounts: PayoutAccountStore;
}

/** R29: what a seller has, in cents. `payableCents`: what of it Stripe pays out now; `next`: what of the rest when. */
export async function balanceOf(deps: BalanceDeps, accountId: string) {
  const { clock, ledger, movements, payoutAccounts } = deps;
  const [availableCents, connectedCents, pendingPayoutCents, receivableCents, settling, account] =
    await Promise.all([
      ledger.balanceOf(ledgerAccount("SELLER", accountId)),
      ledger.balanceOf(ledgerAccount("CONNECTED_CASH", accountId)),
      ledger.balanceOf(ledgerAccount("PAYOUT_DUE", accountId)),
      ledger.balanceOf(ledgerAccount("SELLER_RECEIVABLE", accountId)),
      movements.settlingOf(accountId, clock.now()),
      payoutAccounts.find(accountId),
    ]);
  const isPaidOut = account?.state === "active";
  const payable = payableOf({ availableCents, connectedCents, settling, isPaidOut });
  return { availableCents, pendingPayoutCents, receivableCents, ...payable };
}
