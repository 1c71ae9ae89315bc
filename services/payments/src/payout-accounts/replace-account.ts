import type { ExceptionStore } from "../exceptions/store.ts";
import { ledgerAccount } from "../ledger/chart.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { FreeConnected } from "../payments/read-payment.ts";
import { isOvertaken } from "./apply-to-payout-account.ts";
import { isGone, type PayoutAccount } from "./lifecycle.ts";
import type { PayoutAccountReadDeps } from "./read-account.ts";
import { retrieveStripeAccount } from "./stripe-account.ts";

export interface ReplacementDeps extends PayoutAccountReadDeps {
  readonly ledger: Ledger;
  readonly exceptions: ExceptionStore;
  readonly freeConnected: FreeConnected;
}

/**
 * R5: makes room for another account where the seller's is closed, or rejected for good. Stripe closes and rejects accounts
 * with an empty balance only; where the books have something in it all the same, an admin has to follow that first.
 *
 * @returns the account as it is then; `held` while there is money in the old one, `busy` while Stripe may be moving some
 */
export async function replaceWhenGone(
  deps: ReplacementDeps,
  before: PayoutAccount,
  contactEmail: string,
): Promise<PayoutAccount | "held" | "busy"> {
  const { stripeAccountId } = before;
  if (before.state !== "restricted" || stripeAccountId === null) return before;
  if (!isGone(await retrieveStripeAccount(deps.stripe, stripeAccountId))) return before;
  return deps.bus.transaction(async (tx) => {
    if (await isOvertaken(deps, before, tx))
      return (await deps.payoutAccounts.find(before.id, tx.session)) ?? before;
    if (await deps.movements.isInFlight(before.id, tx.session)) return "busy";
    const leftCents = await leftIn(deps, before.id, tx);
    if (leftCents > 0) {
      await deps.exceptions.raise(
        stranded(before.id, stripeAccountId, leftCents),
        deps.clock.now(),
        tx.session,
      );
      return "held";
    }
    const formerStripeIds = [...before.formerStripeIds, stripeAccountId];
    const claim = { attempt: 1, contactEmail };
    const after = { ...before, stripeAccountId: null, formerStripeIds, requirements: [], claim };
    await deps.payoutAccounts.replace(before, after, tx.session);
    return { ...after, revision: before.revision + 1 };
  });
}

/** What the books have in the balance of the account, or coming back from it. In cents. */
async function leftIn(
  { ledger, freeConnected }: ReplacementDeps,
  sellerId: string,
  tx: Parameters<FreeConnected>[2],
): Promise<number> {
  // Withdrawals that were not paid cannot be: they are given back.
  const connectedCents = await freeConnected(sellerId, Number.POSITIVE_INFINITY, tx);
  return connectedCents + (await ledger.balanceOf(ledgerAccount("RETURNING", sellerId), tx.session));
}

const stranded = (sellerId: string, stripeId: string, amountCents: number) =>
  ({
    kind: "account_gone",
    stripeId,
    orderId: null,
    sellerId,
    amountCents,
    lossCents: 0,
    known:
      `The seller's account at Stripe (${stripeId}) is closed or rejected, and the books have ${amountCents} cents in it. It is not ` +
      "replaced before they are followed: reverse the transfers at Stripe, or find the payout that took them.",
  }) as const;
