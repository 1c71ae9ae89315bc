import type { Transaction } from "@vc/bus";
import { ReadMarkMoved } from "@vc/contracts";
import { type Conversation, movedMark } from "./conversation.ts";

/** R37: tells of an account's read mark where it passed messages of others between two forms of a conversation. */
export function publishReadMark(
  tx: Transaction,
  { before, after }: { readonly before: Conversation; readonly after: Conversation },
  accountId: string,
  now: Date,
): void {
  const mark = movedMark(before, after, accountId);
  if (mark === null) return;
  tx.publish(ReadMarkMoved, {
    aggregateId: `${after.id}:${accountId}`,
    sequence: mark.moves,
    time: now,
    data: {
      conversationId: after.id,
      orderId: after.orderId,
      accountId,
      readUpTo: mark.readUpTo,
      participantIds: after.participants.map((each) => each.accountId),
      readAt: now.toISOString(),
    },
  });
}
