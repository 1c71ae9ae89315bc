import { type Balance, must, newIdempotencyKey, type Order, type OrderPayment } from "@vc/client";
import type { Deal } from "./deal.ts";
import type { Person } from "./people.ts";
import { inEuros, mustBe, mustBeRefused, mustHold, until, type World } from "./world.ts";

export async function paymentOf(person: Person, orderId: string): Promise<OrderPayment> {
  return must(await person.api.GET("/v1/payments/orders/{orderId}", { params: { path: { orderId } } }));
}

export async function balanceOf(person: Person): Promise<Balance> {
  return must(await person.api.GET("/v1/payments/balance"));
}

/** Stripe pays refunds from what has settled: three days, which are 72 seconds at `POLICY_TIME_SCALE=3600`. */
const SETTLING_LIMIT_MS = 180_000;

function untilSettled(person: Person, orderId: string): Promise<OrderPayment> {
  return until(
    `the money of order ${orderId} to be settled`,
    async () => {
      const payment = await paymentOf(person, orderId);
      return payment.state === "settled" && payment;
    },
    SETTLING_LIMIT_MS,
  );
}

/** What has been transferred and has not settled at Stripe is waited for until the time that the balance names. */
async function untilPayable(world: World, seller: Person, amountCents: number): Promise<Balance> {
  const what = `${inEuros(amountCents)} to be payable`;
  const early = await until(what, async () => {
    const balance = await balanceOf(seller);
    const settlingCents = balance.nextAvailable.reduce((sum, { amount }) => sum + amount.amount, 0);
    return balance.payable.amount + settlingCents >= amountCents && balance;
  });
  if (early.payable.amount >= amountCents) return early;
  const settlesAt = early.nextAvailable.at(-1)?.at ?? "";
  world.say(seller.name, `waits for the money to settle at Stripe, until ${settlesAt}`);
  return until(
    what,
    async () => {
      const balance = await balanceOf(seller);
      return balance.payable.amount >= amountCents && balance;
    },
    Math.max(0, Date.parse(settlesAt) - Date.now()) + SETTLING_LIMIT_MS,
  );
}

/** The buyer received a full refund; the seller and the platform kept nothing. */
export async function mustBeRefunded({ world, buyer }: Deal, order: Order): Promise<void> {
  const { paid, refunded, released, commission } = await untilSettled(buyer, order.id);
  mustBe(
    "the money of a refunded order",
    { paid, refunded, released: released.amount, commission: commission.amount },
    { paid: order.total, refunded: order.total, released: 0, commission: 0 },
  );
  world.say(buyer.name, `receives ${inEuros(refunded.amount)}: refunded in full`);
}

/** R17, R28: the amount less commission and VAT is released to the seller. @returns it in cents */
export async function mustBeReleased({ world, seller }: Deal, order: Order): Promise<number> {
  const { paid, refunded, released, commission, vat } = await untilSettled(seller, order.id);
  mustBe(
    "the money of a completed order",
    { paid, refunded: refunded.amount, released },
    { paid: order.total, refunded: 0, released: order.total },
  );
  mustHold("a commission", commission.amount > 0 && commission.amount < released.amount, commission);
  const netCents = released.amount - commission.amount - vat.amount;
  world.say(
    seller.name,
    `earns ${inEuros(netCents)} of ${inEuros(paid.amount)} (commission ${inEuros(commission.amount)}, VAT ${inEuros(vat.amount)})`,
  );
  return netCents;
}

/** R29: one request withdraws the amount once; more than the balance is refused. */
export async function withdraw(world: World, seller: Person, amountCents: number): Promise<void> {
  const before = await untilPayable(world, seller, amountCents);
  const path = "/v1/payments/withdrawals";
  const ask = (amount: number, key: string) =>
    seller.api.POST(path, {
      params: { header: { "idempotency-key": key } },
      body: { amount: { amount, currency: "EUR" } },
    });
  mustBeRefused(
    "withdrawing more than the balance",
    await ask(before.blocked.amount + before.available.amount + 100_000, newIdempotencyKey()),
    409,
    "insufficient_funds",
  );
  const key = newIdempotencyKey();
  const withdrawal = must(await ask(amountCents, key));
  mustBe(
    "the withdrawal that the repeated request returns",
    must(await ask(amountCents, key)).id,
    withdrawal.id,
  );
  const ended = await until(
    "the withdrawal to be paid",
    async () => {
      const { items } = must(await seller.api.GET(path));
      return items.find(({ id, state }) => id === withdrawal.id && state !== "pending");
    },
    SETTLING_LIMIT_MS,
  );
  mustBe("state of the withdrawal", ended.state, "paid");
  world.say(seller.name, `withdraws ${inEuros(amountCents)}: paid to the bank`);
}
