import type { Transaction } from "@vc/bus";
import type { Clock } from "@vc/http";
import { ledgerAccount } from "../ledger/chart.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { claimed, decide, type ReceivableFact } from "./lifecycle.ts";
import type { ReceivableStore } from "./store.ts";

/** What the shell around a receivable's decider works with. */
export interface ReceivableShellDeps {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly receivables: ReceivableStore;
}

/**
 * Applies a fact about a receivable in the caller's transaction. A claim comes after its entry, everything else before:
 * what was collected has to be given back before the claim is dropped.
 *
 * @throws Error for a fact that cannot be: the transaction must not commit then
 */
export async function applyToReceivable(
  deps: ReceivableShellDeps,
  fact: ReceivableFact,
  { session }: Transaction,
): Promise<void> {
  const { clock, ledger, receivables } = deps;
  const now = clock.now();
  if (fact.kind === "claimed") {
    await receivables.insert(claimed(fact, now), session);
    // Earnings that are being posted at this moment do not see this claim: one of the two has to come after.
    await ledger.claim(ledgerAccount("SELLER", fact.sellerId), session);
    await ledger.claim(ledgerAccount("CONNECTED_CASH", fact.sellerId), session);
    return;
  }
  const before = await receivables.find(fact.id, session);
  if (before === null) throw new Error(`there is no receivable ${fact.id}`);
  const decision = decide(before, fact, now);
  if (decision.kind === "already") return;
  if (decision.kind !== "moved") throw new Error(decision.reason);
  // Money that reaches the seller's balance at Stripe at this moment does not see that it can be asked back now.
  if (fact.kind === "due") await ledger.claim(ledgerAccount("CONNECTED_CASH", before.sellerId), session);
  await receivables.replace(decision.change.after, session);
  for (const entry of decision.change.entries) await ledger.post(entry, session);
}
