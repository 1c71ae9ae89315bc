import type { Transaction } from "@vc/bus";
import { type Closing, type ClosingFact, decideClosing } from "./lifecycle.ts";
import type { ClosingStore } from "./store.ts";

/** Takes a fact about the closing of an account in: load, decide, commit. @returns the closing after it */
export async function applyToClosing(
  { closings, now }: { closings: ClosingStore; now: Date },
  accountId: string,
  fact: ClosingFact,
  { session }: Transaction,
): Promise<Closing> {
  const before = await closings.find(accountId, session);
  const decision = decideClosing(before, fact, now);
  if (decision.kind !== "moved") return before;
  const { after } = decision.change;
  await closings.replace(after, session);
  return after;
}
