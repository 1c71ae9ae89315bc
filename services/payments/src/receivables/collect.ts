import type { Transaction } from "@vc/bus";
import type { Worker } from "@vc/service";
import { ledgerAccount } from "../ledger/chart.ts";
import type { MovementStore } from "../movements/store.ts";
import type { ReceivableShellDeps } from "./apply-to-receivable.ts";
import { recover } from "./recover.ts";

export interface CollectionDeps extends ReceivableShellDeps {
  readonly movements: MovementStore;
  /** Carries out what was recorded. */
  readonly executor: Worker;
}

/**
 * Takes what the seller owes for chargebacks from what they have, in the transaction in which that grew: later earnings
 * pay a receivable before they can be withdrawn (R30).
 */
export async function collectFrom(deps: CollectionDeps, sellerId: string, tx: Transaction): Promise<void> {
  const { clock, ledger, receivables, movements, executor } = deps;
  const { session } = tx;
  const open = await receivables.openOf(sellerId, session);
  if (open.length === 0) return;
  const funds = {
    availableCents: await ledger.balanceOf(ledgerAccount("SELLER", sellerId), session),
    connectedCents: await ledger.balanceOf(ledgerAccount("CONNECTED_CASH", sellerId), session),
  };
  const now = clock.now();
  const recovery = recover(open, funds, now);
  for (const receivable of recovery.receivables) await receivables.replace(receivable, session);
  for (const entry of recovery.entries) await ledger.post(entry, session);
  for (const movement of recovery.movements) await movements.insert(movement, now, session);
  if (recovery.movements.length > 0) executor.wakeAfter(tx);
}
