import {
  APP_NOTIFICATION_KINDS,
  type ChargebackDecided,
  type DataOf,
  type LiveEventData,
  type LiveEventName,
  type Locale,
  type NotificationKind,
  type OrderCancelled,
  type OrderCompleted,
  type OrderReminderDue,
  type RefusalReason,
  type ReportDecided,
  type ReportFiled,
  type ReviewRemoved,
} from "@vc/contracts";

/**
 * R39: the kinds of notification. A mandatory kind, about money or a deadline, cannot be switched off. A kind that is only
 * an e-mail answers a request of its recipient, so it has no preference.
 */
export const kinds = {
  order_confirmed: { isMandatory: false, channels: ["app", "email"] },
  order_payment_expired: { isMandatory: false, channels: ["app", "email"] },
  order_paid: { isMandatory: true, channels: ["app", "email"] },
  brief_completed: { isMandatory: false, channels: ["app", "email"] },
  order_accepted: { isMandatory: false, channels: ["app", "email"] },
  order_refused: { isMandatory: true, channels: ["app", "email"] },
  order_expired: { isMandatory: true, channels: ["app", "email"] },
  order_cancelled: { isMandatory: true, channels: ["app", "email"] },
  cancellation_excused: { isMandatory: false, channels: ["app", "email"] },
  order_delivered: { isMandatory: true, channels: ["app", "email"] },
  order_completed: { isMandatory: false, channels: ["app", "email"] },
  revision_requested: { isMandatory: true, channels: ["app", "email"] },
  revision_accepted: { isMandatory: true, channels: ["app", "email"] },
  revision_refused: { isMandatory: true, channels: ["app", "email"] },
  cancellation_requested: { isMandatory: true, channels: ["app", "email"] },
  cancellation_withdrawn: { isMandatory: false, channels: ["app", "email"] },
  cancellation_refused: { isMandatory: true, channels: ["app", "email"] },
  dispute_opened: { isMandatory: true, channels: ["app", "email"] },
  dispute_statement: { isMandatory: false, channels: ["app", "email"] },
  dispute_escalated: { isMandatory: true, channels: ["app", "email"] },
  dispute_awaits_decision: { isMandatory: true, channels: ["app", "email"] },
  dispute_decided: { isMandatory: true, channels: ["app", "email"] },
  work_resumed: { isMandatory: true, channels: ["app", "email"] },
  deadline_reminder: { isMandatory: true, channels: ["app", "email"] },
  payment_refunded: { isMandatory: true, channels: ["app", "email"] },
  refund_failed: { isMandatory: true, channels: ["app", "email"] },
  payment_charged_back: { isMandatory: true, channels: ["app", "email"] },
  chargeback_decided: { isMandatory: true, channels: ["app", "email"] },
  earnings_released: { isMandatory: false, channels: ["app", "email"] },
  payout_account_restricted: { isMandatory: true, channels: ["app", "email"] },
  withdrawal_paid: { isMandatory: false, channels: ["app", "email"] },
  withdrawal_failed: { isMandatory: true, channels: ["app", "email"] },
  balance_ageing: { isMandatory: true, channels: ["app", "email"] },
  message_received: { isMandatory: false, channels: ["app", "email"] },
  // One e-mail for several messages. The preference of message_received switches it off.
  messages_waiting: { isMandatory: true, channels: ["email"] },
  review_received: { isMandatory: false, channels: ["app", "email"] },
  review_replied: { isMandatory: false, channels: ["app", "email"] },
  review_removed: { isMandatory: false, channels: ["app", "email"] },
  report_decided: { isMandatory: false, channels: ["app", "email"] },
  report_waiting: { isMandatory: false, channels: ["app", "email"] },
  support_waiting: { isMandatory: false, channels: ["app", "email"] },
  support_closed: { isMandatory: false, channels: ["app", "email"] },
  email_verification: { isMandatory: true, channels: ["email"] },
  password_reset: { isMandatory: true, channels: ["email"] },
  email_change: { isMandatory: true, channels: ["email"] },
  email_changed: { isMandatory: true, channels: ["email"] },
  closing_refused: { isMandatory: true, channels: ["app", "email"] },
} as const satisfies Record<string, { isMandatory: boolean; channels: readonly ("app" | "email")[] }>;
export type Kind = keyof typeof kinds;
/** The keys of the table, which `Object.keys` does not type. */
export const KINDS = Object.keys(kinds) as Kind[];

/** Whether the app shows a kind; the others are only e-mails. */
export function isShownInApp(kind: Kind): kind is NotificationKind {
  const shown: readonly string[] = APP_NOTIFICATION_KINDS;
  return shown.includes(kind);
}

export interface OrderWords {
  readonly title: string;
  readonly amountCents: number;
}

/** The side of an order that the recipient is on: the words differ. */
export type Side = "buyer" | "seller";

/** What the words of each kind are made from. Times are ISO 8601. */
export interface KindData {
  order_confirmed: OrderWords & { paidAt: string; respondBy: string; hasBrief: boolean };
  order_payment_expired: OrderWords;
  order_paid: OrderWords & { paidAt: string; respondBy: string };
  brief_completed: OrderWords;
  order_accepted: OrderWords & { dueAt: string };
  order_refused: OrderWords & { reason: RefusalReason; explanation: string };
  order_expired: OrderWords & { side: Side };
  order_cancelled: OrderWords & { side: Side; explanation: string } & Pick<
      DataOf<typeof OrderCancelled>,
      "by" | "reason"
    >;
  cancellation_excused: OrderWords & { reasons: string };
  order_delivered: OrderWords & { completesAt: string };
  order_completed: OrderWords & { side: Side } & Pick<DataOf<typeof OrderCompleted>, "reason">;
  revision_requested: OrderWords & { explanation: string; beyondLimit: boolean; answerBy: string };
  revision_accepted: OrderWords & { side: Side; bySilence: boolean; dueAt: string };
  revision_refused: OrderWords & {
    side: Side;
    bySilence: boolean;
    explanation: string;
    completesAt: string;
  };
  cancellation_requested: OrderWords & { explanation: string; answerBy: string };
  cancellation_withdrawn: OrderWords;
  cancellation_refused: OrderWords & { bySilence: boolean; explanation: string };
  dispute_opened: OrderWords & { statement: string };
  dispute_statement: OrderWords & { text: string };
  dispute_escalated: OrderWords & { endsAt: string };
  dispute_awaits_decision: OrderWords & { endsAt: string };
  /** R25: `refundCents` goes back to the buyer, `releasedCents` to the seller, commission included. */
  dispute_decided: OrderWords & {
    side: Side;
    decision: "refund" | "split" | "release";
    reasons: string;
    refundCents: number;
    releasedCents: number;
  };
  work_resumed: OrderWords & { side: Side; dueAt: string; reasons: string };
  deadline_reminder: OrderWords & Pick<DataOf<typeof OrderReminderDue>, "deadline" | "endsAt">;
  payment_refunded: { amountCents: number };
  refund_failed: { amountCents: number };
  payment_charged_back: { amountCents: number; side: Side };
  chargeback_decided: { amountCents: number; side: Side } & Pick<DataOf<typeof ChargebackDecided>, "verdict">;
  earnings_released: { netCents: number; commissionCents: number; vatCents: number };
  payout_account_restricted: Record<never, never>;
  withdrawal_paid: { amountCents: number };
  withdrawal_failed: { amountCents: number };
  balance_ageing: { amountCents: number; paidOutAt: string };
  message_received: { text: string };
  messages_waiting: { messages: readonly { actor: string; text: string }[] };
  review_received: { stars: number };
  review_replied: Record<never, never>;
  review_removed: { ground: DataOf<typeof ReviewRemoved>["ground"]; isAuthor: boolean };
  report_decided: { outcome: DataOf<typeof ReportDecided>["outcome"] };
  report_waiting: Pick<DataOf<typeof ReportFiled>, "ground">;
  support_waiting: Record<never, never>;
  support_closed: Record<never, never>;
  email_verification: { expiresAt: string };
  password_reset: { expiresAt: string };
  email_change: { newEmail: string };
  email_changed: { newEmail: string; expiresAt: string };
  closing_refused: Record<never, never>;
}

/** The address of a mail that is sent before the account is known in this service. The mail greets without a name. */
export interface Address {
  readonly email: string;
  readonly locale: Locale;
}

interface IntentOf<K extends Kind> {
  readonly kind: K;
  readonly accountId: string;
  /** The key of what happened: a recipient gets one notification per kind and fact. */
  readonly fact: string;
  readonly data: KindData[K];
  /** Path in the web app. */
  readonly link: string;
  readonly orderId: string | null;
  /** The account whose action the words name; null: they name none. */
  readonly actorId: string | null;
  /** Only for kinds that are only an e-mail. */
  readonly address?: Address;
  /** Of a message: its place. A read mark at or behind it settles the notification. */
  readonly message?: { readonly conversationId: string; readonly number: number };
  /** After this moment the mail is not sent: it would be of no use. */
  readonly usefulUntil?: Date;
}

/** One notification for one recipient, before preferences decide the channels. */
export type NotificationIntent = { [K in Kind]: IntentOf<K> }[Kind];

/** What open apps receive besides notifications, to show a new state or message at once. */
type PushedName = Exclude<LiveEventName, "notification">;
export type Push = { [Event in PushedName]: PushOf<Event> }[PushedName];

interface PushOf<Event extends LiveEventName> {
  readonly accountId: string;
  readonly event: Event;
  /** Pushed once per account. */
  readonly key: string;
  readonly data: LiveEventData<Event>;
}
