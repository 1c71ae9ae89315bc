import {
  OrderAccepted,
  OrderBriefCompleted,
  OrderCancelled,
  OrderCompleted,
  OrderDelivered,
  OrderExpired,
  OrderPaid,
  OrderPaymentExpired,
  OrderPlaced,
  OrderRefused,
  OrderReminderDue,
} from "@vc/contracts";
import {
  about,
  aboutEach,
  decisionOf,
  orderWords,
  refundWords,
  SIDES,
  toBoth,
  toBuyer,
} from "./order-facts.ts";
import { type Trigger, trigger } from "./trigger.ts";

/** R8 to R17: from placing an order to its end. */
export const orderTriggers: readonly Trigger[] = [
  // R8: before it is paid an order is the buyer's alone.
  trigger(OrderPlaced, () => [], toBuyer),
  trigger(
    OrderPaymentExpired,
    (order) => [{ kind: "order_payment_expired", ...about(order, "buyer"), data: orderWords(order) }],
    toBuyer,
  ),
  trigger(
    OrderPaid,
    (order) => [
      {
        kind: "order_paid",
        ...about(order, "seller"),
        data: { ...orderWords(order), paidAt: order.paidAt, respondBy: order.respondBy },
      },
      {
        kind: "order_confirmed",
        ...about(order, "buyer"),
        data: {
          ...orderWords(order),
          paidAt: order.paidAt,
          respondBy: order.respondBy,
          hasBrief: order.hasBrief ?? false,
        },
      },
    ],
    toBoth,
  ),
  trigger(OrderBriefCompleted, (order) =>
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
  trigger(
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
  trigger(
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
  trigger(
    OrderExpired,
    (order) =>
      SIDES.map((side) => ({
        kind: "order_expired",
        ...about(order, side),
        data: { ...refundWords(order), side },
      })),
    toBoth,
  ),
  trigger(
    OrderCancelled,
    (order) =>
      decisionOf(order) ??
      // Who cancelled knows it.
      SIDES.filter((side) => side !== order.by).map((side) => ({
        kind: "order_cancelled",
        ...about(order, side),
        data: {
          ...refundWords(order),
          side,
          by: order.by,
          reason: order.reason,
          explanation: order.explanation,
        },
      })),
    toBoth,
  ),
  trigger(
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
  trigger(
    OrderCompleted,
    (order) =>
      decisionOf(order) ??
      SIDES.filter((side) => side !== order.by).map((side) => ({
        kind: "order_completed",
        ...about(order, side),
        data: { ...orderWords(order), side, reason: order.reason },
      })),
    toBoth,
  ),
  trigger(OrderReminderDue, (order, sequence) => [
    {
      kind: "deadline_reminder",
      ...aboutEach(order, order.to, sequence),
      usefulUntil: new Date(order.endsAt),
      data: { ...orderWords(order), deadline: order.deadline, endsAt: order.endsAt },
    },
  ]),
];
