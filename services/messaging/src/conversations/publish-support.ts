import type { Transaction } from "@vc/bus";
import { SupportClosed, SupportRequested } from "@vc/contracts";
import type { Support } from "../support/lifecycle.ts";

/**
 * R38: tells that a request for support has come to wait for an answer, or that the staff closed it. One that is given back
 * waits where it waited before: of that the staff knows.
 *
 * @param before null: it is new
 * @returns the request as it is to be stored
 */
export function publishSupport(
  tx: Transaction,
  conversationId: string,
  { before, after }: { readonly before: Support | null; readonly after: Support },
  now: Date,
): Support {
  const { requesterId, state, since } = after;
  const isAskedNow = state === "waiting" && (before === null || before.state === "closed");
  const isClosedNow = state === "closed" && before !== null && before.state !== "closed";
  if (!isAskedNow && !isClosedNow) return after;
  const sequence = after.sequence + 1;
  const head = { aggregateId: `${conversationId}:support`, sequence, time: now };
  const about = { conversationId, requesterId };
  if (isAskedNow) tx.publish(SupportRequested, { ...head, data: { ...about, since: since.toISOString() } });
  else tx.publish(SupportClosed, { ...head, data: { ...about, closedAt: now.toISOString() } });
  return { ...after, sequence };
}
