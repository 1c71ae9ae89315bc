import {
  AccountRegistered,
  type DataOf,
  OrderCompleted,
  OrderDelivered,
  OrderPaidLate,
  OrderPaymentExpired,
  OrderPlaced,
  OrderRefused,
} from "@vc/contracts";
import type { Clock } from "@vc/http";
import { newId } from "@vc/service";
import { type testPlatform, waitFor } from "@vc/testing";

type Surroundings = Pick<Awaited<ReturnType<typeof testPlatform>>, "platform" | "neighbours"> & {
  readonly clock: Clock;
};

/** An order as orders tells of it. */
export interface TestOrder {
  readonly orderId: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly totalAmount: number;
}

const factsOf = (order: TestOrder) => ({ ...order, listingId: newId("listing"), title: "A logo" });

/** What orders tells of an order that goes on, and accounts of a person. */
export function orderNews({ platform, neighbours, clock }: Surroundings) {
  const inMinutes = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString();
  const nowIso = () => clock.now().toISOString();

  async function aPlacedOrder(given: Partial<TestOrder> = {}): Promise<TestOrder> {
    const order: TestOrder = {
      orderId: newId("order"),
      buyerId: newId("account"),
      sellerId: newId("account"),
      totalAmount: 1500,
      ...given,
    };
    const placed: DataOf<typeof OrderPlaced> = {
      ...factsOf(order),
      state: "awaiting_payment",
      placedAt: nowIso(),
      payBy: inMinutes(30),
      terms: { description: "Three proposals", hash: "abc123" },
    };
    await neighbours.tell(OrderPlaced, order.orderId, placed);
    return order;
  }

  async function deliver(order: TestOrder): Promise<void> {
    await neighbours.tell(OrderDelivered, order.orderId, {
      ...factsOf(order),
      state: "delivered",
      deliveredAt: nowIso(),
      completesAt: inMinutes(7 * 24 * 60),
      late: false,
    });
    await waitFor(
      async () =>
        (await platform.db.collection<{ _id: string }>("cases").findOne({
          _id: order.orderId,
          "facts.what": "delivered",
        })) !== null,
      { what: "the delivery to be known" },
    );
  }

  async function introduce(accountId: string): Promise<void> {
    await neighbours.tell(AccountRegistered, accountId, {
      accountId,
      email: `${accountId}@example.org`,
      emailVerified: true,
      displayName: "Test Person",
      bio: "",
      locale: "en",
      roles: ["user"],
      createdAt: nowIso(),
    });
  }

  return { aPlacedOrder, deliver, introduce };
}

/** What orders tells of the end of an order. */
export function endNews({ neighbours, clock }: Surroundings) {
  const nowIso = () => clock.now().toISOString();

  const complete = (order: TestOrder, settlement = { refundAmount: 0, releaseAmount: order.totalAmount }) =>
    neighbours.tell(OrderCompleted, order.orderId, {
      ...factsOf(order),
      state: "completed",
      endedAt: nowIso(),
      by: "buyer",
      deliveredLate: false,
      settlement,
    });

  const refuse = (order: TestOrder) =>
    neighbours.tell(OrderRefused, order.orderId, {
      ...factsOf(order),
      state: "refused",
      endedAt: nowIso(),
      reason: "other",
      explanation: "No time.",
      settlement: { refundAmount: order.totalAmount, releaseAmount: 0 },
    });

  const expirePayment = (order: TestOrder) =>
    neighbours.tell(OrderPaymentExpired, order.orderId, {
      ...factsOf(order),
      state: "payment_expired",
      endedAt: nowIso(),
    });

  const answerLatePayment = (order: TestOrder) =>
    neighbours.tell(OrderPaidLate, order.orderId, {
      ...factsOf(order),
      state: "payment_expired",
      settlement: { refundAmount: order.totalAmount, releaseAmount: 0 },
    });

  return { complete, refuse, expirePayment, answerLatePayment };
}
