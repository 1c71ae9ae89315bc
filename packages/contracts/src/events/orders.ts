import { z } from "zod";
import { defineEvent } from "../define-event.ts";
import { Cents, id, Timestamp } from "../primitives.ts";
import { OrderActor, OrderState, RefusalReason } from "../vocabulary.ts";

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
  orderFacts.extend({ placedAt: Timestamp, payBy: Timestamp }),
);

export const OrderPaymentExpired = defineEvent(
  "orders.order.payment_expired.v1",
  "Nobody paid in time (R8).",
  orderFacts.extend({ endedAt: Timestamp }),
);

export const OrderPaid = defineEvent(
  "orders.order.paid.v1",
  "The money is blocked and the seller has until respondBy to accept or refuse (R8, R9).",
  orderFacts.extend({ paidAt: Timestamp, respondBy: Timestamp }),
);

export const OrderPaidLate = defineEvent(
  "orders.order.paid_late.v1",
  "A payment arrived for an order that had already expired unpaid: it goes back in full (R8).",
  orderFacts.extend({ settlement }),
);

export const OrderBriefCompleted = defineEvent(
  "orders.order.brief_completed.v1",
  "The buyer gave, or changed, what the seller asked for (R9).",
  orderFacts.extend({ completedAt: Timestamp }),
);

export const OrderAccepted = defineEvent(
  "orders.order.accepted.v1",
  "The seller took the order and delivers by dueAt (R13).",
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

export const OrderCancelled = defineEvent(
  "orders.order.cancelled.v1",
  "Buyer, seller or a mediator ended the order with a refund (R12, R15, R21, R22, R25).",
  orderFacts.extend({
    endedAt: Timestamp,
    by: OrderActor,
    explanation: z.string(),
    justified: z.boolean().nullable().describe("R23: of a seller's cancellation; null for any other"),
    settlement,
  }),
);

export const OrderDelivered = defineEvent(
  "orders.order.delivered.v1",
  "The seller delivered; without an answer the order completes at completesAt (R14, R16).",
  orderFacts.extend({ deliveredAt: Timestamp, completesAt: Timestamp, late: z.boolean() }),
);

export const OrderCompleted = defineEvent(
  "orders.order.completed.v1",
  "The order ended well: the money, less commission, is the seller's (R16, R17).",
  orderFacts.extend({ endedAt: Timestamp, by: OrderActor, deliveredLate: z.boolean(), settlement }),
);
