import type { EventStore, TakenEvent } from "./event-store.ts";
import { decide, type ProcessingFact } from "./lifecycle.ts";

/** Records what came of a try to process an event, unless another process has taken it in the meantime. */
export async function applyToEvent(
  events: EventStore,
  taken: TakenEvent,
  fact: ProcessingFact,
  now: Date,
): Promise<void> {
  const { _id: id, state, tries, nextAt, lastError } = taken.entry;
  const { retryAt } = events.queue;
  const decision = decide({ id, state, tries, nextAt, lastError }, fact, { now, retryAt });
  if (decision.kind === "already") return;
  if (decision.kind !== "moved") throw new Error(decision.reason);
  await events.record(taken, decision.change.after);
}
