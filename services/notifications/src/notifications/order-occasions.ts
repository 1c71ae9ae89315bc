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
import { type Occasion, when } from "./occasion.ts";
import { about, aboutOnce, orderWords, refundWords, sides, toBoth, toBuyer } from "./order-facts.ts";

/** R8 to R17: from placing an order to its end. */
export const orderOccasions: readonly Occasion[] = [
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
  when(OrderReminderDue, (order, sequence) => [
    {
      kind: "deadline_reminder",
      ...aboutOnce(order, order.to, sequence),
      usefulUntil: new Date(order.endsAt),
      data: { ...orderWords(order), deadline: order.deadline, endsAt: order.endsAt },
    },
  ]),
];
