import {
  AccountReopened,
  ChargebackDecided,
  type DataOf,
  EarningsReleased,
  EmailChangeRequested,
  type EventDefinition,
  MessageSent,
  OrderAccepted,
  OrderBriefCompleted,
  OrderCancellationExcused,
  OrderCancellationRefused,
  OrderCancellationRequested,
  OrderCancellationUnanswered,
  OrderCancellationWithdrawn,
  OrderCancelled,
  OrderCompleted,
  OrderDelivered,
  OrderDisputeEscalated,
  OrderDisputeOpened,
  OrderExpired,
  OrderPaid,
  OrderPaymentExpired,
  OrderPlaced,
  OrderRefused,
  OrderReminderDue,
  OrderRevisionAccepted,
  OrderRevisionRefused,
  OrderRevisionRequested,
  OrderStatementAdded,
  OrderWorkResumed,
  PasswordResetRequested,
  PaymentChargedBack,
  RefundFailed,
  RefundSucceeded,
  ReviewSubmitted,
  VerificationRequested,
  WithdrawalFailed,
  WithdrawalPaid,
} from "@vc/contracts";
import type { OrderWords, Push, Side, Telling } from "./kinds.ts";

export interface Occasion {
  readonly event: EventDefinition;
  readonly tellings: (data: unknown, sequence: number) => readonly Telling[];
  readonly pushes: (data: unknown, sequence: number) => readonly Push[];
  /** What each mediator is told, where support has something to do. */
  readonly toMediator: ((data: unknown, sequence: number, mediatorId: string) => readonly Telling[]) | null;
}

function when<Definition extends EventDefinition>(
  event: Definition,
  tellings: (data: DataOf<Definition>, sequence: number) => readonly Telling[],
  pushes: (data: DataOf<Definition>, sequence: number) => readonly Push[] = () => [],
  toMediator?: (data: DataOf<Definition>, sequence: number, mediatorId: string) => readonly Telling[],
): Occasion {
  // The bus calls these only with what the event's own schema returned: a table of differently typed rows cannot say so.
  const typed = (data: unknown) => data as DataOf<Definition>;
  return {
    event,
    tellings: (data, sequence) => tellings(typed(data), sequence),
    pushes: (data, sequence) => pushes(typed(data), sequence),
    toMediator: toMediator
      ? (data, sequence, mediatorId) => toMediator(typed(data), sequence, mediatorId)
      : null,
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

/** What can happen to an order more than once is a fact of its own each time: the event's sequence tells them apart. */
function aboutOnce(order: OrderFacts, side: Side, sequence: number) {
  return { ...about(order, side), fact: `${order.orderId}:${sequence}` };
}

/** An order's payments may be charged back more than once: their time tells them apart. */
function aboutChargeback(
  chargeback: DataOf<typeof PaymentChargedBack> | DataOf<typeof ChargebackDecided>,
  side: Side,
) {
  const { orderId, buyerId, sellerId } = chargeback;
  const at = "openedAt" in chargeback ? chargeback.openedAt : chargeback.decidedAt;
  return {
    accountId: side === "buyer" ? buyerId : sellerId,
    fact: `${orderId}:${at}`,
    link: `/orders/${orderId}`,
    orderId,
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
  when(OrderBriefCompleted, (order) =>
    // R8: of an order that is not paid the seller knows nothing yet.
    order.state === "awaiting_payment"
      ? []
      : [
          {
            kind: "brief_completed",
            ...about(order, "seller"),
            // A brief can be changed until the delivery.
            fact: `${order.orderId}:${order.completedAt}`,
            data: orderWords(order),
          },
        ],
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
    OrderCancellationExcused,
    (order) => [
      {
        kind: "cancellation_excused",
        ...about(order, "seller"),
        data: { ...orderWords(order), reasons: order.reasons },
      },
    ],
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
  when(
    OrderRevisionRequested,
    (order, sequence) => [
      {
        kind: "revision_requested",
        ...aboutOnce(order, "seller", sequence),
        data: {
          ...orderWords(order),
          explanation: order.explanation,
          beyondLimit: order.beyondLimit,
          answerBy: order.answerBy,
        },
      },
    ],
    toBoth,
  ),
  when(
    OrderRevisionAccepted,
    (order, sequence) =>
      sides
        .filter((side) => side !== order.by)
        .map((side) => ({
          kind: "revision_accepted",
          ...aboutOnce(order, side, sequence),
          data: { ...orderWords(order), side, bySilence: order.by === "clock", dueAt: order.dueAt },
        })),
    toBoth,
  ),
  when(
    OrderRevisionRefused,
    (order, sequence) =>
      sides
        .filter((side) => side !== order.by)
        .map((side) => ({
          kind: "revision_refused",
          ...aboutOnce(order, side, sequence),
          data: {
            ...orderWords(order),
            side,
            bySilence: order.by === "clock",
            explanation: order.explanation,
            completesAt: order.completesAt,
          },
        })),
    toBoth,
  ),
  when(
    OrderCancellationRequested,
    (order, sequence) => [
      {
        kind: "cancellation_requested",
        ...aboutOnce(order, "seller", sequence),
        data: { ...orderWords(order), explanation: order.explanation, answerBy: order.answerBy },
      },
    ],
    toBoth,
  ),
  when(
    OrderCancellationWithdrawn,
    (order, sequence) => [
      {
        kind: "cancellation_withdrawn",
        ...aboutOnce(order, "seller", sequence),
        data: orderWords(order),
      },
    ],
    toBoth,
  ),
  when(
    OrderCancellationRefused,
    (order, sequence) => [
      {
        kind: "cancellation_refused",
        ...aboutOnce(order, "buyer", sequence),
        data: { ...orderWords(order), bySilence: false, explanation: order.explanation },
      },
    ],
    toBoth,
  ),
  when(
    OrderCancellationUnanswered,
    (order, sequence) => [
      {
        kind: "cancellation_refused",
        ...aboutOnce(order, "buyer", sequence),
        data: { ...orderWords(order), bySilence: true, explanation: "" },
      },
    ],
    toBoth,
  ),
  when(
    OrderDisputeOpened,
    (order, sequence) =>
      sides
        .filter((side) => side !== order.by)
        .map((side) => ({
          kind: "dispute_opened",
          ...aboutOnce(order, side, sequence),
          data: { ...orderWords(order), statement: order.statement },
        })),
    toBoth,
  ),
  when(
    OrderStatementAdded,
    (order, sequence) =>
      sides
        .filter((side) => side !== order.by)
        .map((side) => ({
          kind: "dispute_statement",
          ...aboutOnce(order, side, sequence),
          data: { ...orderWords(order), text: order.text },
        })),
    toBoth,
  ),
  when(
    OrderDisputeEscalated,
    (order, sequence) =>
      sides.map((side) => ({
        kind: "dispute_escalated",
        ...aboutOnce(order, side, sequence),
        data: { ...orderWords(order), endsAt: order.endsAt },
      })),
    toBoth,
    // R26: support decides it now. Nobody judges their own order.
    (order, sequence, mediatorId) =>
      [order.buyerId, order.sellerId].includes(mediatorId)
        ? []
        : [
            {
              kind: "dispute_awaits_decision",
              ...aboutOnce(order, "seller", sequence),
              accountId: mediatorId,
              data: { ...orderWords(order), endsAt: order.endsAt },
            },
          ],
  ),
  when(
    OrderWorkResumed,
    (order, sequence) =>
      sides.map((side) => ({
        kind: "work_resumed",
        ...aboutOnce(order, side, sequence),
        data: { ...orderWords(order), side, dueAt: order.dueAt, reasons: order.reasons },
      })),
    toBoth,
  ),
  when(OrderReminderDue, (order, sequence) => [
    {
      kind: "deadline_reminder",
      ...aboutOnce(order, order.to, sequence),
      usefulUntil: new Date(order.endsAt),
      data: { ...orderWords(order), deadline: order.deadline, endsAt: order.endsAt },
    },
  ]),
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
  when(RefundFailed, ({ orderId, buyerId, amount, failedAt }) => [
    {
      kind: "refund_failed",
      accountId: buyerId,
      fact: `${orderId}:${failedAt}`,
      data: { amountCents: amount },
      link: `/orders/${orderId}`,
      orderId,
      actorId: null,
    },
  ]),
  when(PaymentChargedBack, (chargeback) =>
    sides.map((side) => ({
      kind: "payment_charged_back",
      ...aboutChargeback(chargeback, side),
      data: { amountCents: chargeback.amount, side },
    })),
  ),
  when(ChargebackDecided, (chargeback) =>
    sides.map((side) => ({
      kind: "chargeback_decided",
      ...aboutChargeback(chargeback, side),
      data: { amountCents: chargeback.amount, side, verdict: chargeback.verdict },
    })),
  ),
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
  when(EmailChangeRequested, ({ accountId, email, newEmail, displayName, locale, requestedAt }) => [
    {
      kind: "email_change",
      accountId,
      fact: requestedAt,
      link: "/account",
      orderId: null,
      actorId: null,
      address: { email, displayName, locale },
      data: { newEmail },
    },
  ]),
  when(AccountReopened, ({ accountId, closingId, wasPromised }) =>
    wasPromised
      ? [
          {
            kind: "closing_refused",
            accountId,
            fact: closingId,
            link: "/account",
            orderId: null,
            actorId: null,
            data: {},
          },
        ]
      : [],
  ),
];
