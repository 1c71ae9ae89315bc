import type { ClientSession } from "mongodb";
import { decide, type MovementFact } from "./lifecycle.ts";
import type { Movement } from "./movement.ts";
import type { MovementStore } from "./store.ts";

/**
 * Applies a fact about a movement, in the transaction of what led to it. A repeat changes nothing.
 *
 * @throws Error for a movement that does not exist, or a fact that cannot be: the transaction must not commit then
 */
export async function applyToMovement(
  movements: MovementStore,
  id: string,
  fact: MovementFact,
  now: Date,
  session: ClientSession,
): Promise<void> {
  const before = await movements.find(id, session);
  if (before === null) throw new Error(`there is no movement ${id}`);
  await applyTo(movements, before, fact, now, session);
}

/**
 * R17: the seller's account can receive money, so that what waited for it is due. What is being called is so, too: this
 * writes it, so that an answer from before is either recorded by now, and seen here, or never recorded.
 */
export async function applyToWaitingMovements(
  movements: MovementStore,
  sellerId: string,
  now: Date,
  session: ClientSession,
): Promise<void> {
  for (const before of await movements.waitingFor(sellerId, session)) {
    await applyTo(movements, before, { kind: "account_ready" }, now, session);
  }
}

async function applyTo(
  movements: MovementStore,
  before: Movement,
  fact: MovementFact,
  now: Date,
  session: ClientSession,
): Promise<void> {
  const decision = decide(before, fact, { now, retryAt: movements.queue.retryAt });
  if (decision.kind === "already") return;
  if (decision.kind !== "moved") throw new Error(decision.reason);
  await movements.replace(before, decision.change.after, session);
}
