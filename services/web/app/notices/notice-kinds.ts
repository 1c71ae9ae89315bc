import type { Notification } from "@vc/client";
import type { IconName } from "../icons/list.ts";

export type NoticeKind = Notification["kind"];

export const NOTICE_GROUPS = ["orders", "money", "messages", "reviews", "account"] as const;
export type NoticeGroup = (typeof NOTICE_GROUPS)[number];

interface Look {
  readonly group: NoticeGroup;
  readonly icon: IconName;
}

const order = { group: "orders", icon: "package" } as const;
const late = { group: "orders", icon: "late" } as const;
const ended = { group: "orders", icon: "ended" } as const;
const dispute = { group: "orders", icon: "scales" } as const;
const money = { group: "money", icon: "coins" } as const;
const refund = { group: "money", icon: "refund" } as const;
const review = { group: "reviews", icon: "star-large" } as const;

/** Where each kind of notification belongs, and how it looks in a list. */
export const noticeKinds: Readonly<Record<NoticeKind, Look>> = {
  order_confirmed: { group: "orders", icon: "lock" },
  order_payment_expired: ended,
  order_paid: { group: "orders", icon: "hand" },
  brief_completed: order,
  order_accepted: { group: "orders", icon: "handshake" },
  order_refused: ended,
  order_expired: ended,
  order_cancelled: ended,
  cancellation_excused: ended,
  order_delivered: order,
  order_completed: { group: "orders", icon: "seal" },
  revision_requested: { group: "orders", icon: "hand" },
  revision_accepted: order,
  revision_refused: order,
  cancellation_requested: { group: "orders", icon: "hand" },
  cancellation_withdrawn: order,
  cancellation_refused: order,
  dispute_opened: dispute,
  dispute_statement: dispute,
  dispute_escalated: dispute,
  dispute_awaits_decision: dispute,
  dispute_decided: dispute,
  work_resumed: dispute,
  deadline_reminder: late,
  payment_refunded: refund,
  refund_failed: refund,
  payment_charged_back: money,
  chargeback_decided: money,
  earnings_released: money,
  payout_account_restricted: { group: "money", icon: "warning" },
  withdrawal_paid: { group: "money", icon: "bank" },
  withdrawal_failed: { group: "money", icon: "bank" },
  message_received: { group: "messages", icon: "talk" },
  review_received: review,
  review_replied: review,
  review_removed: review,
  report_decided: review,
  report_waiting: review,
  support_waiting: { group: "messages", icon: "talk" },
  support_closed: { group: "messages", icon: "talk" },
  closing_refused: { group: "account", icon: "warning" },
};

// The keys of a record are those that it was written with.
export const NOTICE_KINDS = Object.keys(noticeKinds) as NoticeKind[];
