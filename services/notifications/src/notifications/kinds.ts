import {
  type DataOf,
  EarningsReleased,
  type EventDefinition,
  type Locale,
  MessageSent,
  OrderAccepted,
  OrderCancelled,
  OrderCompleted,
  OrderDelivered,
  OrderExpired,
  OrderPaid,
  OrderPaymentExpired,
  OrderPlaced,
  OrderRefused,
  PasswordResetRequested,
  RefundSucceeded,
  type RefusalReason,
  ReviewSubmitted,
  VerificationRequested,
  WithdrawalFailed,
  WithdrawalPaid,
} from "@vc/contracts";

/**
 * R39: what people are told about. A mandatory kind, about money or a deadline, cannot be switched off. One that is only
 * an e-mail answers what the person has just asked for, so there is nothing to prefer about it.
 */
export const kinds = {
  order_confirmed: { isMandatory: false, channels: ["app", "email"] },
  order_payment_expired: { isMandatory: false, channels: ["app", "email"] },
  order_paid: { isMandatory: true, channels: ["app", "email"] },
  order_accepted: { isMandatory: false, channels: ["app", "email"] },
  order_refused: { isMandatory: true, channels: ["app", "email"] },
  order_expired: { isMandatory: true, channels: ["app", "email"] },
  order_cancelled: { isMandatory: true, channels: ["app", "email"] },
  order_delivered: { isMandatory: true, channels: ["app", "email"] },
  order_completed: { isMandatory: false, channels: ["app", "email"] },
  payment_refunded: { isMandatory: true, channels: ["app", "email"] },
  earnings_released: { isMandatory: false, channels: ["app", "email"] },
  withdrawal_paid: { isMandatory: false, channels: ["app", "email"] },
  withdrawal_failed: { isMandatory: true, channels: ["app", "email"] },
  message_received: { isMandatory: false, channels: ["app", "email"] },
  review_received: { isMandatory: false, channels: ["app", "email"] },
  email_verification: { isMandatory: true, channels: ["email"] },
  password_reset: { isMandatory: true, channels: ["email"] },
} as const satisfies Record<string, { isMandatory: boolean; channels: readonly ("app" | "email")[] }>;
export type Kind = keyof typeof kinds;

interface OrderWords {
  readonly title: string;
  readonly amountCents: number;
}

/** Whose side of an order is told: the words differ. */
export type Side = "buyer" | "seller";

/** What the words of each kind are made from. Times are ISO 8601. */
export interface KindData {
  order_confirmed: OrderWords;
  order_payment_expired: OrderWords;
  order_paid: OrderWords & { paidAt: string; respondBy: string };
  order_accepted: OrderWords & { dueAt: string };
  order_refused: OrderWords & { reason: RefusalReason; explanation: string };
  order_expired: OrderWords & { side: Side };
  order_cancelled: OrderWords & { side: Side; by: DataOf<typeof OrderCancelled>["by"]; explanation: string };
  order_delivered: OrderWords & { completesAt: string };
  order_completed: OrderWords & { side: Side };
  payment_refunded: { amountCents: number };
  earnings_released: { netCents: number; commissionCents: number; vatCents: number };
  withdrawal_paid: { amountCents: number };
  withdrawal_failed: { amountCents: number };
  message_received: { text: string };
  review_received: { stars: number };
  email_verification: { expiresAt: string };
  password_reset: { expiresAt: string };
}

/** Where a mail goes that does not wait for the account to be known here. */
export interface Address {
  readonly email: string;
  readonly displayName: string;
  readonly locale: Locale;
}

interface TellingOf<K extends Kind> {
  readonly kind: K;
  readonly accountId: string;
  /** What happened, once: nobody is told twice of the same kind and fact. */
  readonly fact: string;
  readonly data: KindData[K];
  /** Path in the web app. */
  readonly link: string;
  readonly orderId: string | null;
  /** Whose doing it is, for the words; null: nobody's that they name. */
  readonly actorId: string | null;
  /** Only for what is only an e-mail. */
  readonly address?: Address;
  /** After that the mail is of no use, and is not sent. */
  readonly usefulUntil?: Date;
}

/** One person to be told of one thing. */
export type Telling = { [K in Kind]: TellingOf<K> }[Kind];

/** What open apps get besides notifications, to show a new state or message at once. */
export interface Push {
  readonly accountId: string;
  readonly event: "order" | "message";
  /** Pushed once per account. */
  readonly key: string;
  readonly data: object;
}

export interface Occasion {
  readonly event: EventDefinition;
  readonly tellings: (data: unknown) => readonly Telling[];
  readonly pushes: (data: unknown, sequence: number) => readonly Push[];
}

function when<Definition extends EventDefinition>(
  event: Definition,
  tellings: (data: DataOf<Definition>) => readonly Telling[],
  pushes: (data: DataOf<Definition>, sequence: number) => readonly Push[] = () => [],
): Occasion {
  // The bus calls these only with what the event's own schema returned: a table of differently typed rows cannot say so.
  const typed = (data: unknown) => data as DataOf<Definition>;
  return {
    event,
    tellings: (data) => tellings(typed(data)),
    pushes: (data, sequence) => pushes(typed(data), sequence),
  };
}

type OrderFacts = Pick<
  DataOf<typeof OrderPaid>,
  "orderId" | "buyerId" | "sellerId" | "title" | "totalAmount" | "state"
>;

/** An order's state for the apps of those who see the order. `sequence` tells an older state that arrives later. */
function orderPushes(order: OrderFacts, sequence: number, accountIds: readonly string[]): Push[] {
  const { orderId, state } = order;
  return accountIds.map((accountId) => ({
    accountId,
    event: "order",
    key: `order:${orderId}:${sequence}`,
    data: { orderId, state, sequence },
  }));
}

const toBuyer = (order: OrderFacts, sequence: number) => orderPushes(order, sequence, [order.buyerId]);
const toBoth = (order: OrderFacts, sequence: number) =>
  orderPushes(order, sequence, [order.buyerId, order.sellerId]);

function about(order: OrderFacts, side: Side) {
  return {
    accountId: side === "buyer" ? order.buyerId : order.sellerId,
    fact: order.orderId,
    link: `/orders/${order.orderId}`,
    orderId: order.orderId,
    actorId: null,
  };
}

const orderWords = ({ title, totalAmount }: OrderFacts): OrderWords => ({ title, amountCents: totalAmount });

/** For an order that ended without a sale: the amount is what goes back to the buyer. */
const refundWords = (order: OrderFacts & { settlement: { refundAmount: number } }): OrderWords => ({
  title: order.title,
  amountCents: order.settlement.refundAmount,
});

const sides = ["buyer", "seller"] as const;

function emailedLink(page: string, data: DataOf<typeof VerificationRequested>) {
  const { accountId, email, displayName, locale, token, expiresAt } = data;
  return {
    accountId,
    // Each request has its own end; the token itself must not stay in a key.
    fact: expiresAt,
    link: `${page}?token=${encodeURIComponent(token)}`,
    orderId: null,
    actorId: null,
    address: { email, displayName, locale },
    usefulUntil: new Date(expiresAt),
    data: { expiresAt },
  };
}

/** Every event that somebody is told of: who, and with what data. The one table of it. */
export const occasions: readonly Occasion[] = [
  // R8: before it is paid an order is the buyer's alone.
  when(OrderPlaced, () => [], toBuyer),
  when(
    OrderPaymentExpired,
    (order) => [{ kind: "order_payment_expired", ...about(order, "buyer"), data: orderWords(order) }],
    toBuyer,
  ),
  when(
    OrderPaid,
    (order) => [
      {
        kind: "order_paid",
        ...about(order, "seller"),
        data: { ...orderWords(order), paidAt: order.paidAt, respondBy: order.respondBy },
      },
      { kind: "order_confirmed", ...about(order, "buyer"), data: orderWords(order) },
    ],
    toBoth,
  ),
  when(
    OrderAccepted,
    (order) => [
      {
        kind: "order_accepted",
        ...about(order, "buyer"),
        data: { ...orderWords(order), dueAt: order.dueAt },
      },
    ],
    toBoth,
  ),
  when(
    OrderRefused,
    (order) => [
      {
        kind: "order_refused",
        ...about(order, "buyer"),
        data: { ...refundWords(order), reason: order.reason, explanation: order.explanation },
      },
    ],
    toBoth,
  ),
  when(
    OrderExpired,
    (order) =>
      sides.map((side) => ({
        kind: "order_expired",
        ...about(order, side),
        data: { ...refundWords(order), side },
      })),
    toBoth,
  ),
  when(
    OrderCancelled,
    (order) =>
      // Who cancelled knows it.
      sides
        .filter((side) => side !== order.by)
        .map((side) => ({
          kind: "order_cancelled",
          ...about(order, side),
          data: { ...refundWords(order), side, by: order.by, explanation: order.explanation },
        })),
    toBoth,
  ),
  when(
    OrderDelivered,
    (order) => [
      {
        kind: "order_delivered",
        ...about(order, "buyer"),
        // An order can be delivered again after a revision.
        fact: `${order.orderId}:${order.deliveredAt}`,
        data: { ...orderWords(order), completesAt: order.completesAt },
      },
    ],
    toBoth,
  ),
  when(
    OrderCompleted,
    (order) =>
      sides
        .filter((side) => side !== order.by)
        .map((side) => ({
          kind: "order_completed",
          ...about(order, side),
          data: { ...orderWords(order), side },
        })),
    toBoth,
  ),
  when(RefundSucceeded, ({ orderId, buyerId, amount, refundedAt }) => [
    {
      kind: "payment_refunded",
      accountId: buyerId,
      // A refund in parts is several facts.
      fact: `${orderId}:${refundedAt}`,
      data: { amountCents: amount },
      link: `/orders/${orderId}`,
      orderId,
      actorId: null,
    },
  ]),
  when(EarningsReleased, ({ orderId, sellerId, netAmount, commissionAmount, vatAmount }) => [
    {
      kind: "earnings_released",
      accountId: sellerId,
      fact: orderId,
      data: { netCents: netAmount, commissionCents: commissionAmount, vatCents: vatAmount },
      link: "/balance",
      orderId,
      actorId: null,
    },
  ]),
  when(WithdrawalPaid, ({ withdrawalId, accountId, amount }) => [
    {
      kind: "withdrawal_paid",
      accountId,
      fact: withdrawalId,
      data: { amountCents: amount },
      link: "/balance",
      orderId: null,
      actorId: null,
    },
  ]),
  when(WithdrawalFailed, ({ withdrawalId, accountId, amount }) => [
    {
      kind: "withdrawal_failed",
      accountId,
      fact: withdrawalId,
      data: { amountCents: amount },
      link: "/balance",
      orderId: null,
      actorId: null,
    },
  ]),
  when(
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
    ({ conversationId, kind, orderId, messageId, senderId, recipientIds, text, sentAt }) =>
      recipientIds.map((accountId) => ({
        accountId,
        event: "message",
        key: `message:${messageId}`,
        data: { conversationId, kind, orderId, message: { id: messageId, senderId, text, at: sentAt } },
      })),
  ),
  when(ReviewSubmitted, ({ reviewId, orderId, buyerId, sellerId, stars }) => [
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
  when(VerificationRequested, (request) => [
    { kind: "email_verification", ...emailedLink("/verify-email", request) },
  ]),
  when(PasswordResetRequested, (request) => [
    { kind: "password_reset", ...emailedLink("/reset-password", request) },
  ]),
];
