import type { Bus, Transaction } from "@vc/bus";
import type Stripe from "stripe";
import type { ExceptionStore } from "../exceptions/store.ts";
import { outsidePayoutReturned, paidOutOutside } from "../ledger/outside-entries.ts";
import { collectFrom } from "../receivables/collect.ts";
import type { WithdrawalShellDeps } from "./apply-to-withdrawal.ts";
import { freeFunds } from "./free-funds.ts";

export interface OutsidePayoutDeps extends WithdrawalShellDeps {
  readonly bus: Bus;
  readonly exceptions: ExceptionStore;
}

/**
 * R31: records a payout that this platform did not ask for: by Stripe's own schedule, or by the account's owner. The seller has
 * what it paid, and a person is told. One that failed is booked back.
 *
 * @throws Error while Stripe may have done something with the balance that is not recorded
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

const bookedUnder = (payoutId: string) => `paid-out-outside:${payoutId}`;

async function book(
  deps: OutsidePayoutDeps,
  accountId: string,
  { id: payoutId, amount: amountCents, automatic }: Stripe.Payout,
  tx: Transaction,
): Promise<void> {
  const { clock, ledger, exceptions } = deps;
  const { session } = tx;
  const at = clock.now();
  if ((await ledger.find(bookedUnder(payoutId), session)) !== null) return;
  const funds = await freeFunds(
    deps,
    accountId,
    ({ availableCents, connectedCents }) => Math.min(availableCents, connectedCents) >= amountCents,
    tx,
  );
  const entry = paidOutOutside({ accountId, payoutId, amountCents, ...funds, at });
  await ledger.post(entry, session);
  const how = automatic ? "Stripe paid out by its own schedule" : "the account was paid out by hand";
  const lossCents = Math.max(0, amountCents - funds.availableCents);
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
  const paid = await ledger.find(bookedUnder(payoutId), tx.session);
  // One that failed before it was ever read has moved nothing.
  if (paid === null) return;
  const made = await ledger.post(outsidePayoutReturned(paid, payoutId, clock.now()), tx.session);
  if (made === "posted") await collectFrom(deps, sellerId, tx);
}
