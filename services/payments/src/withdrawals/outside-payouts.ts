import type { Bus, Transaction } from "@vc/bus";
import type Stripe from "stripe";
import type { ExceptionStore } from "../exceptions/store.ts";
import { ledgerAccount } from "../ledger/chart.ts";
import { outsidePayoutReturned, paidOutOutside } from "../ledger/outside-entries.ts";
import { collectFrom } from "../receivables/collect.ts";
import type { WithdrawalShellDeps } from "./apply-to-withdrawal.ts";

export interface OutsidePayoutDeps extends WithdrawalShellDeps {
  readonly bus: Bus;
  readonly exceptions: ExceptionStore;
}

/**
 * R31: records a payout that this platform did not ask for: by Stripe's own schedule, or by the account's owner. The seller has
 * what it paid, and a person is told. One that failed is booked back.
 *
 * @throws Error while a withdrawal holds the money that was paid: it fails or waits, and then this is booked
 */
export function recordOutsidePayout(
  deps: OutsidePayoutDeps,
  sellerId: string,
  payout: Stripe.Payout,
): Promise<void> {
  const isUndone = payout.status === "failed" || payout.status === "canceled";
  return deps.bus.transaction((tx) =>
    isUndone ? bookBack(deps, sellerId, payout.id, tx) : book(deps, sellerId, payout, tx),
  );
}

async function book(
  deps: OutsidePayoutDeps,
  accountId: string,
  { id: payoutId, amount: amountCents, automatic }: Stripe.Payout,
  tx: Transaction,
): Promise<void> {
  const { clock, ledger, withdrawals, exceptions } = deps;
  const { session } = tx;
  const at = clock.now();
  const availableCents = await ledger.balanceOf(ledgerAccount("SELLER", accountId), session);
  const connectedCents = await ledger.balanceOf(ledgerAccount("CONNECTED_CASH", accountId), session);
  const isCovered = Math.min(availableCents, connectedCents) >= amountCents;
  if (!isCovered && (await withdrawals.hasUnmade(accountId, session))) {
    throw new Error(`payout ${payoutId} paid what a withdrawal of ${accountId} waits for`);
  }
  const entry = paidOutOutside({ accountId, payoutId, amountCents, availableCents, connectedCents, at });
  if ((await ledger.post(entry, session)) === "already") return;
  const how = automatic ? "Stripe paid out by its own schedule" : "the account was paid out by hand";
  const lossCents = Math.max(0, amountCents - availableCents);
  await exceptions.raise(
    {
      kind: "payout_outside",
      stripeId: payoutId,
      orderId: null,
      sellerId: accountId,
      amountCents,
      lossCents,
      known:
        `${amountCents} cents left the seller's balance: ${how}, and this platform had not asked for it. They are booked as paid ` +
        `to the seller; ${lossCents} cents of them were not theirs. Check the schedule of their account.`,
    },
    at,
    session,
  );
}

async function bookBack(
  deps: OutsidePayoutDeps,
  sellerId: string,
  payoutId: string,
  tx: Transaction,
): Promise<void> {
  const { clock, ledger } = deps;
  const paid = await ledger.find(`paid-out-outside:${payoutId}`, tx.session);
  // One that failed before it was ever read has moved nothing.
  if (paid === null) return;
  const made = await ledger.post(outsidePayoutReturned(paid, payoutId, clock.now()), tx.session);
  if (made === "posted") await collectFrom(deps, sellerId, tx);
}
