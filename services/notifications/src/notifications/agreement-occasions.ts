import {
  OrderCancellationExcused,
  OrderCancellationRefused,
  OrderCancellationRequested,
  OrderCancellationUnanswered,
  OrderCancellationWithdrawn,
  OrderChargebackWon,
  OrderChargedBack,
  OrderDisputeEscalated,
  OrderDisputeOpened,
  OrderRevisionAccepted,
  OrderRevisionRefused,
  OrderRevisionRequested,
  OrderStatementAdded,
  OrderWorkResumed,
} from "@vc/contracts";
import { type Occasion, when } from "./occasion.ts";
import { about, aboutOnce, orderWords, sides, toBoth } from "./order-facts.ts";

/** R18 to R26, R30: revisions, requests for cancellation, disputes, chargebacks, and the windows that end. */
export const agreementOccasions: readonly Occasion[] = [
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
  // R30: in words both hear of a chargeback from payments.
  when(OrderChargedBack, () => [], toBoth),
  when(OrderChargebackWon, () => [], toBoth),
];
