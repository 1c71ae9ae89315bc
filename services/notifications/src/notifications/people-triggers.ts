import {
  MessageSent,
  ReadMarkMoved,
  ReportDecided,
  ReviewRemoved,
  ReviewReplied,
  ReviewSubmitted,
} from "@vc/contracts";
import { type Trigger, trigger } from "./trigger.ts";

/** R32 to R34, R37: what people say to each other, in messages and in reviews. */
export const peopleTriggers: readonly Trigger[] = [
  trigger(
    MessageSent,
    ({ conversationId, orderId, messageId, senderId, recipientIds, text }) =>
      recipientIds.map((accountId) => ({
        kind: "message_received",
        accountId,
        fact: messageId,
        data: { text },
        link: `/conversations/${conversationId}`,
        orderId,
        actorId: senderId,
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
    ReadMarkMoved,
    () => [],
    // The reader too: other tabs and devices show it as read.
    ({ conversationId, orderId, accountId: readerId, readUpTo, participantIds, readAt }) =>
      participantIds.map((accountId) => ({
        accountId,
        event: "read",
        key: `read:${conversationId}:${readerId}:${readUpTo}`,
        data: { conversationId, orderId, accountId: readerId, readUpTo, at: readAt },
      })),
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
