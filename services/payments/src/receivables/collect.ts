import type { Transaction } from "@vc/bus";
import type { Clock } from "@vc/http";
import type { Worker } from "@vc/service";
import { ledgerAccount } from "../ledger/chart.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { MovementStore } from "../movements/store.ts";
import { claimed, decide, type ReceivableFact } from "./lifecycle.ts";
import { recover } from "./recover.ts";
import type { ReceivableStore } from "./store.ts";

/** What sellers owe for chargebacks, and how it is taken from what they earn (R30). */
export function createReceivables(deps: {
  clock: Clock;
  store: ReceivableStore;
  ledger: Ledger;
  movements: MovementStore;
  executor: Worker;
}) {
  const { clock, store, ledger, movements, executor } = deps;

  return {
    /**
     * Takes in what was learnt about a receivable, in the caller's transaction. A claim comes after its
     * entry, everything else before: what was collected has to be given back before the claim is dropped.
     */
    async learnIn(tx: Transaction, fact: ReceivableFact): Promise<void> {
      const now = clock.now();
      if (fact.kind === "claimed") {
        await store.insert(claimed(fact, now), tx.session);
        // Earnings that are being posted at this moment do not see this claim: one of the two has to come after.
        await ledger.claim(ledgerAccount("SELLER", fact.sellerId), tx.session);
        await ledger.claim(ledgerAccount("CONNECTED_CASH", fact.sellerId), tx.session);
        return;
      }
      const before = await store.find(fact.id, tx.session);
      if (before === null) throw new Error(`there is no receivable ${fact.id}`);
      const decision = decide(before, fact, now);
      if (decision.kind === "already") return;
      if (decision.kind !== "moved") throw new Error(decision.reason);
      await store.replace(decision.change.after, tx.session);
      for (const entry of decision.change.entries) await ledger.post(entry, tx.session);
    },

    /**
     * Takes what the seller owes from what they have now, in the transaction in which that grew: later earnings pay
     * a receivable before they can be withdrawn.
     */
    async collectIn(tx: Transaction, sellerId: string): Promise<void> {
      const open = await store.openOf(sellerId, tx.session);
      if (open.length === 0) return;
      const funds = {
        availableCents: await ledger.balanceOf(ledgerAccount("SELLER", sellerId), tx.session),
        connectedCents: await ledger.balanceOf(ledgerAccount("CONNECTED_CASH", sellerId), tx.session),
      };
      const now = clock.now();
      const recovery = recover(open, funds, now);
      for (const receivable of recovery.receivables) await store.replace(receivable, tx.session);
      for (const entry of recovery.entries) await ledger.post(entry, tx.session);
      for (const movement of recovery.movements) await movements.insert(movement, now, tx.session);
      if (recovery.movements.length > 0) executor.wakeAfter(tx);
    },
  };
}

export type Receivables = ReturnType<typeof createReceivables>;
