import {
  type DataOf,
  MessageSent,
  type ReadMarkMoved,
  ReportDecided,
  ReportFiled,
  ReviewRemoved,
  ReviewReplied,
  ReviewSubmitted,
  SupportClosed,
  SupportRequested,
} from "@vc/contracts";
import type { Push } from "../kinds.ts";
import { type Trigger, trigger } from "./trigger.ts";

/** R32 to R34, R37: what people say to each other, in messages and in reviews. */
export const peopleTriggers: readonly Trigger[] = [
  trigger(
    MessageSent,
    ({ conversationId, orderId, messageId, senderId, recipientIds, text }, number) =>
      recipientIds.map((accountId) => ({
        kind: "message_received",
        accountId,
        fact: messageId,
        data: { text },
        link: `/conversations/${conversationId}`,
        orderId,
        actorId: senderId,
        message: { conversationId, number },
      })),
    ({ conversationId, kind, orderId, recipientIds, ...sent }, number) => {
      const { messageId: id, senderId, text, masked = [], files = [], sentAt: at } = sent;
      const message = { id, number, senderId, text, masked, files, at };
      return recipientIds.map((accountId) => ({
        accountId,
        event: "message",
        key: `message:${id}`,
        data: { conversationId, kind, orderId, message },
      }));
    },
  ),
  trigger(
    SupportRequested,
    () => [],
    () => [],
    // A member of the staff who asks for help is not told that they do.
    ({ conversationId, requesterId }, sequence, staffId) =>
      staffId === requesterId
        ? []
        : [
            {
              kind: "support_waiting",
              accountId: staffId,
              fact: `${conversationId}:${sequence}`,
              data: {},
              link: `/conversations/${conversationId}`,
              orderId: null,
              actorId: requesterId,
            },
          ],
  ),
  trigger(SupportClosed, ({ conversationId, requesterId }, sequence) => [
    {
      kind: "support_closed",
      accountId: requesterId,
      fact: `${conversationId}:${sequence}`,
      data: {},
      link: `/conversations/${conversationId}`,
      orderId: null,
      actorId: null,
    },
  ]),
  trigger(
    ReportFiled,
    () => [],
    () => [],
    ({ reportId, ground }, _sequence, staffId) => [
      {
        kind: "report_waiting",
        accountId: staffId,
        fact: reportId,
        data: { ground },
        link: "/notifications",
        orderId: null,
        actorId: null,
      },
    ],
  ),
  trigger(ReviewSubmitted, ({ reviewId, orderId, buyerId, sellerId, stars }) => [
    {
      kind: "review_received",
      accountId: sellerId,
      fact: reviewId,
      data: { stars },
      link: `/orders/${orderId}`,
      orderId,
      actorId: buyerId,
    },
  ]),
  trigger(ReviewReplied, ({ reviewId, orderId, buyerId, sellerId }) => [
    {
      kind: "review_replied",
      accountId: buyerId,
      fact: reviewId,
      data: {},
      link: `/orders/${orderId}`,
      orderId,
      actorId: sellerId,
    },
  ]),
  trigger(ReviewRemoved, ({ reviewId, orderId, buyerId, sellerId, ground }) =>
    [buyerId, sellerId].map((accountId) => ({
      kind: "review_removed",
      accountId,
      fact: reviewId,
      data: { ground, isAuthor: accountId === buyerId },
      link: `/orders/${orderId}`,
      orderId,
      actorId: null,
    })),
  ),
  trigger(ReportDecided, ({ reportId, reporterId, outcome }) => [
    {
      kind: "report_decided",
      accountId: reporterId,
      fact: reportId,
      data: { outcome },
      link: "/notifications",
      orderId: null,
      actorId: null,
    },
  ]),
];

/** R37: both sides see how far one has read; the reader too, in other tabs and on other devices. */
export function readMarkPushes(mark: DataOf<typeof ReadMarkMoved>): Push[] {
  const { conversationId, orderId, accountId, readUpTo, participantIds, readAt: at } = mark;
  return participantIds.map((participantId) => ({
    accountId: participantId,
    event: "read",
    key: `read:${conversationId}:${accountId}:${readUpTo}`,
    data: { conversationId, orderId, accountId, readUpTo, at },
  }));
}
