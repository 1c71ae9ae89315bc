import { newId } from "@vc/service";
import type { Payment } from "../src/payments/payment.ts";

/** A payment that its order has just asked for. */
export function aPayment(given: Partial<Payment> = {}): Payment {
  return {
    id: newId("order"),
    buyerId: newId("account"),
    sellerId: newId("account"),
    title: "A logo in three proposals",
    amountCents: 1500,
    payBy: null,
    state: "awaiting_payment",
    checkout: null,
    charge: null,
    surplusCharges: [],
    paidAt: null,
    paidCents: 0,
    refundedCents: 0,
    releasedCents: 0,
    commissionCents: 0,
    vatCents: 0,
    settlement: null,
    dueRefunds: [],
    chargebacks: [],
    outsideRefunds: [],
    inquiryIds: [],
    returnedIds: [],
    decidedReturnIds: [],
    openMovementIds: [],
    cancelledRefundIds: [],
    sequence: 0,
    revision: 1,
    ...given,
  };
}
