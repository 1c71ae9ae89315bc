import type { Bus, Transaction } from "@vc/bus";
import type { Clock } from "@vc/http";
import { newId, type Worker } from "@vc/service";
import type { ClientSession } from "mongodb";
import { ledgerAccount } from "../ledger/chart.ts";
import { withdrawalRequested } from "../ledger/entries.ts";
import { type Ledger, Overdrawn } from "../ledger/ledger.ts";
import { movementIds } from "../movements/movement.ts";
import type { MovementStore } from "../movements/store.ts";
import type { PayoutAccountStore } from "../payout-accounts/store.ts";
import type { Receivables } from "../receivables/collect.ts";
import { createTurns } from "./in-turn.ts";
import { decide, type PayoutFact, type Withdrawal } from "./lifecycle.ts";
import type { WithdrawalStore } from "./store.ts";

export type WithdrawalRefusal = "payout_account_missing" | "insufficient_funds";

export type WithdrawalResult =
  | { readonly kind: "requested"; readonly withdrawal: Withdrawal }
  | { readonly kind: "refused"; readonly reason: WithdrawalRefusal };

/** Withdrawals: asked for by sellers, and moved on by what becomes of their payouts. */
export function createWithdrawals(deps: {
  bus: Bus;
  clock: Clock;
  store: WithdrawalStore;
  payoutAccounts: PayoutAccountStore;
  ledger: Ledger;
  movements: MovementStore;
  receivables: Receivables;
  executor: Worker;
}) {
  const { bus, clock, store, payoutAccounts, ledger, movements, receivables, executor } = deps;

  const inTurn = createTurns();

  async function learnIn(tx: Transaction, withdrawalId: string, fact: PayoutFact): Promise<void> {
    const before = await store.find(withdrawalId, tx.session);
    if (before === null) return;
    const decision = decide(before, fact, clock.now());
    if (decision.kind === "already") return;
    if (decision.kind !== "moved") throw new Error(decision.reason);
    const { after, entries, events } = decision.change;
    await store.replace(before, { ...after, sequence: before.sequence + events.length }, tx.session);
    for (const entry of entries) await ledger.post(entry, tx.session);
    if (after.state === "failed") await receivables.collectIn(tx, before.accountId);
    for (const [index, event] of events.entries()) {
      tx.publish(event.type, {
        aggregateId: before.id,
        sequence: before.sequence + index + 1,
        data: event.data,
        time: clock.now(),
      });
    }
  }

  return {
    /**
     * R29: takes an amount out of the balance and has it paid out. `finish` runs in the same transaction.
     * Refuses: `payout_account_missing`, `insufficient_funds` (also while earnings are still on their way to Stripe).
     */
    async request(
      accountId: string,
      amountCents: number,
      finish: (withdrawal: Withdrawal, session: ClientSession) => Promise<void>,
    ): Promise<WithdrawalResult> {
      const account = await payoutAccounts.find(accountId);
      if (account?.state !== "active") return { kind: "refused", reason: "payout_account_missing" };
      const now = clock.now();
      const withdrawal: Withdrawal = {
        id: newId("withdrawal"),
        accountId,
        amountCents,
        state: "pending",
        payoutId: null,
        createdAt: now,
        sequence: 0,
        revision: 1,
      };
      const { id: withdrawalId } = withdrawal;
      try {
        await inTurn(accountId, () =>
          bus.transaction(async (tx) => {
            await ledger.post(
              withdrawalRequested({ withdrawalId, accountId, amountCents, at: now }),
              tx.session,
            );
            await store.insert(withdrawal, tx.session);
            const order = { kind: "payout", withdrawalId, sellerId: accountId, amountCents } as const;
            await movements.insert({ id: movementIds.payout(withdrawalId), order }, now, tx.session);
            await finish(withdrawal, tx.session);
          }),
        );
      } catch (error) {
        if (error instanceof Overdrawn) return { kind: "refused", reason: "insufficient_funds" };
        throw error;
      }
      executor.wake();
      return { kind: "requested", withdrawal };
    },

    /** Applies a fact about the payout in the caller's transaction. */
    learnIn,

    /** Applies a fact about the payout in a transaction of its own; a repeat changes nothing. */
    learn: (withdrawalId: string, fact: PayoutFact): Promise<void> =>
      bus.transaction((tx) => learnIn(tx, withdrawalId, fact)),

    /** R29: what a seller has, in cents. */
    async balanceOf(accountId: string) {
      const [availableCents, connectedCents, pendingPayoutCents, receivableCents] = await Promise.all([
        ledger.balanceOf(ledgerAccount("SELLER", accountId)),
        ledger.balanceOf(ledgerAccount("CONNECTED_CASH", accountId)),
        ledger.balanceOf(ledgerAccount("PAYOUT_DUE", accountId)),
        ledger.balanceOf(ledgerAccount("SELLER_RECEIVABLE", accountId)),
      ]);
      const payableCents = Math.min(availableCents, connectedCents);
      return { availableCents, payableCents, pendingPayoutCents, receivableCents };
    },
  };
}

export type Withdrawals = ReturnType<typeof createWithdrawals>;
