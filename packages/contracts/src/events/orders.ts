import { z } from "zod";
import { defineEvent } from "../define-event.ts";
import { Cents, id, Timestamp } from "../primitives.ts";
import { DISPUTE_DECISIONS, OrderActor, OrderState, OutcomeReason, RefusalReason } from "../vocabulary.ts";

/** What every event of an order says: whose it is, about what, and where it stands after the event. */
const orderFacts = z.object({
  orderId: id("order"),
  buyerId: id("account"),
  sellerId: id("account"),
  listingId: id("listing"),
  title: z.string(),
  totalAmount: Cents,
  state: OrderState,
});

/** What payments must do with the order's money because of this event, in cents. The rest stays blocked. */
const settlement = z.object({
  refundAmount: Cents.describe("back to the buyer"),
  releaseAmount: Cents.describe("to the seller, commission and its VAT included"),
});

export const OrderPlaced = defineEvent(
  "orders.order.placed.v1",
  "A buyer ordered a listing and has until payBy to pay (R7, R8).",
  orderFacts.extend({
    placedAt: Timestamp,
    payBy: Timestamp,
    terms: z
      .object({ description: z.string(), hash: z.string() })
      .optional()
      .describe("R7: the listing's text as it was frozen, and the hash over all of its terms"),
  }),
);

export const OrderPaymentExpired = defineEvent(
  "orders.order.payment_expired.v1",
  "The order was not paid in time (R8).",
  orderFacts.extend({ endedAt: Timestamp }),
);

export const OrderPaid = defineEvent(
  "orders.order.paid.v1",
  "The money is blocked and the seller has until respondBy to accept or refuse (R8, R9).",
  orderFacts.extend({
    paidAt: Timestamp,
    respondBy: Timestamp,
    hasBrief: z.boolean().optional().describe("R9: the buyer had completed the brief by then"),
  }),
);

export const OrderPaidLate = defineEvent(
  "orders.order.paid_late.v1",
  "A payment arrived for an order that had expired unpaid: it is refunded in full (R8).",
  orderFacts.extend({ settlement }),
);

export const OrderBriefCompleted = defineEvent(
  "orders.order.brief_completed.v1",
  "The buyer completed or changed the brief (R9).",
  orderFacts.extend({ completedAt: Timestamp }),
);

export const OrderAccepted = defineEvent(
  "orders.order.accepted.v1",
  "The seller accepted the order and delivers by dueAt (R13).",
  orderFacts.extend({ acceptedAt: Timestamp, dueAt: Timestamp }),
);

export const OrderRefused = defineEvent(
  "orders.order.refused.v1",
  "The seller refused the order with a reason; the buyer is refunded (R10).",
  orderFacts.extend({ endedAt: Timestamp, reason: RefusalReason, explanation: z.string(), settlement }),
);

export const OrderExpired = defineEvent(
  "orders.order.expired.v1",
  "The seller neither accepted nor refused within the window; the buyer is refunded (R11).",
  orderFacts.extend({
    endedAt: Timestamp,
    countsAgainstSeller: z.boolean().describe("R11: only if the buyer had completed the brief"),
    settlement,
  }),
);

/** Why an order ended, and R25: what a mediator decided, in their words. */
const howItEnded = {
  reason: OutcomeReason.nullable().optional(),
  decision: z
    .object({ kind: z.enum(DISPUTE_DECISIONS), reasons: z.string() })
    .nullable()
    .optional(),
};

export const OrderCancelled = defineEvent(
  "orders.order.cancelled.v1",
  "Buyer, seller, a mediator or a lost chargeback ended the order with a refund (R12, R15, R21, R22, R25, R30).",
  orderFacts.extend({
    endedAt: Timestamp,
    by: OrderActor,
    explanation: z.string(),
    justified: z.boolean().nullable().describe("R23: of a seller's cancellation; null for any other"),
    settlement,
    ...howItEnded,
  }),
);

export const OrderCancellationExcused = defineEvent(
  "orders.order.cancellation_excused.v1",
  "A mediator excused a seller's cancellation: it no longer counts against the seller (R23).",
  orderFacts.extend({ excusedAt: Timestamp, reasons: z.string() }),
);

export const OrderDelivered = defineEvent(
  "orders.order.delivered.v1",
  "The seller delivered; without an answer the order completes at completesAt (R14, R16).",
  orderFacts.extend({ deliveredAt: Timestamp, completesAt: Timestamp, late: z.boolean() }),
);

export const OrderCompleted = defineEvent(
  "orders.order.completed.v1",
  "The order completed: the money, less commission, is the seller's (R16, R17).",
  orderFacts.extend({
    endedAt: Timestamp,
    by: OrderActor,
    deliveredLate: z.boolean(),
    settlement,
    ...howItEnded,
  }),
);

export const OrderRevisionRequested = defineEvent(
  "orders.order.revision_requested.v1",
  "The buyer requested a revision; the seller answers by answerBy, or silence decides (R18, R19).",
  orderFacts.extend({
    explanation: z.string(),
    beyondLimit: z.boolean().describe("R18: of the listing's revision limit"),
    answerBy: Timestamp,
  }),
);

export const OrderRevisionAccepted = defineEvent(
  "orders.order.revision_accepted.v1",
  "A revision was accepted and is due by dueAt; accepted by the clock: by silence, within the limit (R19).",
  orderFacts.extend({ by: OrderActor, dueAt: Timestamp }),
);

export const OrderRevisionRefused = defineEvent(
  "orders.order.revision_refused.v1",
  "A revision was refused; without approval or dispute the order completes at completesAt (R19, R20).",
  orderFacts.extend({ by: OrderActor, explanation: z.string(), completesAt: Timestamp }),
);

export const OrderCancellationRequested = defineEvent(
  "orders.order.cancellation_requested.v1",
  "The buyer requested cancellation of an order in progress; the seller answers by answerBy (R21).",
  orderFacts.extend({ explanation: z.string(), answerBy: Timestamp }),
);

export const OrderCancellationWithdrawn = defineEvent(
  "orders.order.cancellation_withdrawn.v1",
  "The buyer withdrew the cancellation request (R21).",
  orderFacts,
);

export const OrderCancellationRefused = defineEvent(
  "orders.order.cancellation_refused.v1",
  "The seller refused the cancellation request; the buyer can open a dispute (R21).",
  orderFacts.extend({ explanation: z.string() }),
);

export const OrderCancellationUnanswered = defineEvent(
  "orders.order.cancellation_unanswered.v1",
  "The seller did not answer the cancellation request in time; the buyer can open a dispute (R21).",
  orderFacts,
);

export const OrderDisputeOpened = defineEvent(
  "orders.order.dispute_opened.v1",
  "A dispute was opened: a mediator decides; every deadline and the money are frozen (R21, R24).",
  orderFacts.extend({
    openedAt: Timestamp,
    by: OrderActor.describe("the clock: the second refusal of a cancellation opened it by itself"),
    statement: z.string(),
  }),
);

export const OrderStatementAdded = defineEvent(
  "orders.order.statement_added.v1",
  "A party of a dispute, or its mediator, submitted a statement (R24).",
  orderFacts.extend({ by: OrderActor, text: z.string(), statedAt: Timestamp }),
);

export const OrderWorkResumed = defineEvent(
  "orders.order.work_resumed.v1",
  "The mediator resumed the work, which is due by dueAt (R25).",
  orderFacts.extend({ dueAt: Timestamp, reasons: z.string() }),
);

export const OrderDisputeEscalated = defineEvent(
  "orders.order.dispute_escalated.v1",
  "A dispute approaches the 75-day limit: support must decide it now (R26).",
  orderFacts.extend({ endsAt: Timestamp.describe("R26: when the order ends without a decision") }),
);

export const OrderChargedBack = defineEvent(
  "orders.order.charged_back.v1",
  "The buyer's bank charged back the payment of an open order; the order goes on until the bank decides (R30).",
  orderFacts.extend({ amount: Cents, openedAt: Timestamp }),
);

export const OrderChargebackWon = defineEvent(
  "orders.order.chargeback_won.v1",
  "The bank decided a chargeback of an open order for the platform: the order goes on (R30).",
  orderFacts.extend({ amount: Cents, decidedAt: Timestamp }),
);

/** Every event that says by when the work is due (R13, R19, R25). The latest counts. */
export const dueDateEvents = [OrderAccepted, OrderRevisionAccepted, OrderWorkResumed] as const;

/** Windows with a reminder before they end (R16, R39). */
export const REMINDED_DEADLINES = [
  "respond",
  "deliver",
  "complete",
  "answer_revision",
  "answer_cancellation",
] as const;

export const OrderReminderDue = defineEvent(
  "orders.order.reminder_due.v1",
  "A window ends soon, and a party can still act (R16, R39).",
  orderFacts.extend({
    deadline: z.enum(REMINDED_DEADLINES),
    to: z.enum(["buyer", "seller"]).describe("who has it to do"),
    endsAt: Timestamp,
  }),
);
