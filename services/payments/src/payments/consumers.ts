import { type Bus, type BusEvent, GiveUp, on, type Transaction } from "@vc/bus";
import {
  OrderCancelled,
  OrderCompleted,
  OrderExpired,
  OrderPaidLate,
  OrderPaymentExpired,
  OrderPlaced,
  OrderRefused,
} from "@vc/contracts";
import type { Fact } from "./facts.ts";
import { lifecycle } from "./lifecycle.ts";
import { applyToPayment, type PaymentShellDeps } from "./move-payment.ts";
import type { Payment } from "./payment.ts";

interface OrderFacts {
  readonly orderId: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly title: string;
  readonly totalAmount: number;
}

interface Settlement {
  readonly settlement: { readonly refundAmount: number; readonly releaseAmount: number };
}

function newPayment(order: OrderFacts, payBy: Date | null): Payment {
  return {
    id: order.orderId,
    buyerId: order.buyerId,
    sellerId: order.sellerId,
    title: order.title,
    amountCents: order.totalAmount,
    payBy,
    state: lifecycle.initial,
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
  };
}

/** Begins and settles the payments of orders, in the transactions of their events. */
export function addOrderConsumers(bus: Bus, deps: PaymentShellDeps): void {
  const { payments } = deps;

  /** Every event of an order says enough to begin its payment, so that it does not matter which one comes first. */
  async function begin(tx: Transaction, order: OrderFacts, payBy: Date | null): Promise<void> {
    if ((await payments.find(order.orderId, tx.session)) !== null) return;
    await payments.insert(newPayment(order, payBy), tx.session);
  }

  async function take(tx: Transaction, order: OrderFacts, fact: Fact): Promise<void> {
    await begin(tx, order, null);
    const result = await applyToPayment(deps, order.orderId, fact, tx);
    if (result.kind === "early") throw new Error(result.reason);
    if (result.kind === "contradiction") throw new GiveUp(result.reason);
  }

  function settle({ data }: BusEvent<OrderFacts & Settlement>, tx: Transaction): Promise<void> {
    const { refundAmount, releaseAmount } = data.settlement;
    return take(tx, data, {
      kind: "settled_by_order",
      refundCents: refundAmount,
      releaseCents: releaseAmount,
    });
  }

  // Releases change the balance of their seller, and what others owe of it, and count in one series of invoices.
  const contended = ({ sellerId, settlement }: OrderFacts & Settlement) =>
    settlement.releaseAmount > 0 ? [sellerId, "invoices"] : [];

  bus.consume({
    purpose: "orders",
    subscriptions: [
      on(OrderPlaced, ({ data }, tx) => begin(tx, data, new Date(data.payBy))),
      on(OrderPaymentExpired, ({ data }, tx) => take(tx, data, { kind: "order_expired" })),
      on(OrderPaidLate, settle, contended),
      on(OrderRefused, settle, contended),
      on(OrderExpired, settle, contended),
      on(OrderCancelled, settle, contended),
      on(OrderCompleted, settle, contended),
    ],
  });
}
