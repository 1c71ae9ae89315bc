import {
  type Balance,
  type OrderPayment,
  PaymentSucceeded,
  PayoutAccountChanged,
  type Withdrawal,
} from "@vc/contracts";
import { newId } from "@vc/service";
import { type testPlatform, waitFor } from "@vc/testing";
import { expect } from "vitest";
import type { Call } from "./calls-at.ts";
import type { endNews, orderNews, TestOrder } from "./order-news.ts";
import type { simulatedStripe } from "./simulated-stripe.ts";

interface World
  extends Pick<Awaited<ReturnType<typeof testPlatform>>, "neighbours">,
    Pick<ReturnType<typeof orderNews>, "aPlacedOrder" | "introduce">,
    Pick<ReturnType<typeof endNews>, "complete"> {
  readonly call: Call;
  readonly simulator: Awaited<ReturnType<typeof simulatedStripe>>;
}

/** What buyers and sellers do with payments' API. */
export function peopleOf(world: World) {
  const { call, simulator, neighbours } = world;
  const accounts = accountsAt(call);

  const checkout = (order: TestOrder, accountId = order.buyerId) =>
    call(accountId, "POST", "/checkout-sessions", { orderId: order.orderId });

  /** The address of a page at Stripe. On a busy machine the simulator may answer too late: the call is repeated then. */
  const urlOf = (ask: () => ReturnType<typeof call>): Promise<string> =>
    waitFor(
      async () => {
        const { status, body } = await ask();
        return status === 201 ? String(body.url) : null;
      },
      { what: "the address of a page at Stripe" },
    );

  async function aPaidOrder(given: Partial<TestOrder> = {}): Promise<TestOrder> {
    const order = await world.aPlacedOrder(given);
    expect(await simulator.pay(`${await urlOf(() => checkout(order))}/pay`)).toBe(303);
    await neighbours.heard(PaymentSucceeded, (data) => data.orderId === order.orderId);
    return order;
  }

  async function aSeller({ iban }: { iban?: string } = {}): Promise<string> {
    const accountId = newId("account");
    await world.introduce(accountId);
    await simulator.onboard(await urlOf(() => call(accountId, "POST", "/payout-account")), iban);
    await neighbours.heard(
      PayoutAccountChanged,
      (data) => data.accountId === accountId && data.state !== "pending",
    );
    return accountId;
  }

  /** A seller whose earnings of one order of this amount have reached Stripe. */
  async function aSellerWith(totalAmount: number, given: { iban?: string } = {}): Promise<string> {
    const sellerId = await aSeller(given);
    const order = await aPaidOrder({ sellerId, totalAmount });
    await world.complete(order);
    await accounts.settled(order);
    return sellerId;
  }

  return { ...accounts, checkout, aPaidOrder, aSeller, aSellerWith };
}

function accountsAt(call: Call) {
  const balance = async (accountId: string) => {
    const { blocked, blockedNet, available, payable, pendingPayouts, receivable, nextAvailable }: Balance = (
      await call(accountId, "GET", "/balance")
    ).body;
    return {
      blocked: blocked.amount,
      blockedNet: blockedNet.amount,
      available: available.amount,
      payable: payable.amount,
      pendingPayouts: pendingPayouts.amount,
      receivable: receivable.amount,
      next: nextAvailable.map(({ amount, at }) => ({ amount: amount.amount, at: new Date(at) })),
    };
  };

  const paymentOf = async (order: TestOrder): Promise<OrderPayment> =>
    (await call(order.buyerId, "GET", `/orders/${order.orderId}`)).body;

  const settled = (order: TestOrder) =>
    waitFor(async () => (await paymentOf(order)).state === "settled", {
      what: `order ${order.orderId} to be settled`,
    });

  async function withdraw(accountId: string, amount: number, key: string = newId("withdrawal")) {
    const body = { amount: { amount, currency: "EUR" } };
    const answer = await call(accountId, "POST", "/withdrawals", body, { "idempotency-key": key });
    // Of a refused one it is the problem, which has no `id`.
    return { ...answer, withdrawal: answer.body as Withdrawal };
  }

  return { balance, paymentOf, settled, withdraw };
}
