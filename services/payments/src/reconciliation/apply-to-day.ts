import type { Day } from "./compare.ts";
import { decide, type Reconciliation, type ReconciliationFact } from "./lifecycle.ts";
import { type ReconciliationStore, type TakenDay, toReconciliation } from "./store.ts";

/** Has a day that was compared before compared again, now; no effect while a process compares it. */
export async function requestComparison(store: ReconciliationStore, day: Day, now: Date): Promise<void> {
  const before = await store.find(day);
  if (before === null) return;
  await store.replace(before, afterFact(store, before, { kind: "requested" }, now));
}

/**
 * Records what came of the comparison of a taken day, unless another process has taken it in the meantime.
 *
 * @returns the day as it is then
 */
export async function applyToDay(
  store: ReconciliationStore,
  taken: TakenDay,
  fact: Exclude<ReconciliationFact, { kind: "requested" }>,
  now: Date,
): Promise<Reconciliation> {
  const after = afterFact(store, toReconciliation(taken.entry), fact, now);
  await (fact.kind === "compared" ? store.finish(taken, after) : store.release(taken, after));
  return after;
}

function afterFact(
  { queue: { retryAt } }: ReconciliationStore,
  before: Reconciliation,
  fact: ReconciliationFact,
  now: Date,
): Reconciliation {
  const decision = decide(before, fact, { now, retryAt });
  // Every fact can be in every state.
  if (decision.kind !== "moved") throw new Error(`${before.day}: ${fact.kind} is ${decision.kind}`);
  return decision.change.after;
}
