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
import { about, aboutEach, orderWords, SIDES, toBoth } from "./order-facts.ts";
import { type Trigger, trigger } from "./trigger.ts";

/** R18 to R26, R30: revisions, requests for cancellation, disputes, chargebacks, and the windows that end. */
export const agreementTriggers: readonly Trigger[] = [
  trigger(
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
  trigger(
    OrderRevisionRequested,
    (order, sequence) => [
      {
        kind: "revision_requested",
        ...aboutEach(order, "seller", sequence),
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
  trigger(
    OrderRevisionAccepted,
    (order, sequence) =>
      SIDES.filter((side) => side !== order.by).map((side) => ({
        kind: "revision_accepted",
        ...aboutEach(order, side, sequence),
        data: { ...orderWords(order), side, bySilence: order.by === "clock", dueAt: order.dueAt },
      })),
    toBoth,
  ),
  trigger(
    OrderRevisionRefused,
    (order, sequence) =>
      SIDES.filter((side) => side !== order.by).map((side) => ({
        kind: "revision_refused",
        ...aboutEach(order, side, sequence),
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
  trigger(
    OrderCancellationRequested,
    (order, sequence) => [
      {
        kind: "cancellation_requested",
        ...aboutEach(order, "seller", sequence),
        data: { ...orderWords(order), explanation: order.explanation, answerBy: order.answerBy },
      },
    ],
    toBoth,
  ),
  trigger(
    OrderCancellationWithdrawn,
    (order, sequence) => [
      {
        kind: "cancellation_withdrawn",
        ...aboutEach(order, "seller", sequence),
        data: orderWords(order),
      },
    ],
    toBoth,
  ),
  trigger(
    OrderCancellationRefused,
    (order, sequence) => [
      {
        kind: "cancellation_refused",
        ...aboutEach(order, "buyer", sequence),
        data: { ...orderWords(order), bySilence: false, explanation: order.explanation },
      },
    ],
    toBoth,
  ),
  trigger(
    OrderCancellationUnanswered,
    (order, sequence) => [
      {
        kind: "cancellation_refused",
        ...aboutEach(order, "buyer", sequence),
        data: { ...orderWords(order), bySilence: true, explanation: "" },
      },
    ],
    toBoth,
  ),
  trigger(
    OrderDisputeOpened,
    (order, sequence) =>
      SIDES.filter((side) => side !== order.by).map((side) => ({
        kind: "dispute_opened",
        ...aboutEach(order, side, sequence),
        data: { ...orderWords(order), statement: order.statement },
      })),
    toBoth,
  ),
  trigger(
    OrderStatementAdded,
    (order, sequence) =>
      SIDES.filter((side) => side !== order.by).map((side) => ({
        kind: "dispute_statement",
        ...aboutEach(order, side, sequence),
        data: { ...orderWords(order), text: order.text },
      })),
    toBoth,
  ),
  trigger(
    OrderDisputeEscalated,
    (order, sequence) =>
      SIDES.map((side) => ({
        kind: "dispute_escalated",
        ...aboutEach(order, side, sequence),
        data: { ...orderWords(order), endsAt: order.endsAt },
      })),
    toBoth,
    // R26: support decides it now. A mediator never judges their own order.
    (order, sequence, mediatorId) =>
      [order.buyerId, order.sellerId].includes(mediatorId)
        ? []
        : [
            {
              kind: "dispute_awaits_decision",
              ...aboutEach(order, "seller", sequence),
              accountId: mediatorId,
              data: { ...orderWords(order), endsAt: order.endsAt },
            },
          ],
  ),
  trigger(
    OrderWorkResumed,
    (order, sequence) =>
      SIDES.map((side) => ({
        kind: "work_resumed",
        ...aboutEach(order, side, sequence),
        data: { ...orderWords(order), side, dueAt: order.dueAt, reasons: order.reasons },
      })),
    toBoth,
  ),
  // R30: in words both hear of a chargeback from payments.
  trigger(OrderChargedBack, () => [], toBoth),
  trigger(OrderChargebackWon, () => [], toBoth),
];
