import type Stripe from "stripe";
import { expect, it } from "vitest";
import type { Movement } from "../movements/movement.ts";
import { reversalCall } from "./money-calls.ts";

const transfer = (id: string, destination: string, transferGroup: string) => ({
  ...{ id, destination, transfer_group: transferGroup, amount: 1200, amount_reversed: 0 },
});

/** What Stripe lists, and which transfers it was asked to reverse. */
function stripeWith(transfers: readonly ReturnType<typeof transfer>[]) {
  const reversed: string[] = [];
  const list = async function* (wanted: { transfer_group?: string; destination?: string }) {
    yield* transfers.filter(
      ({ transfer_group, destination }) =>
        transfer_group === wanted.transfer_group || destination === wanted.destination,
    );
  };
  const createReversal = async (id: string, { amount }: { amount: number }) => {
    reversed.push(id);
    return { id: "trr_1", amount };
  };
  // All of the driver that a reversal calls.
  return { stripe: { transfers: { list, createReversal } } as unknown as Stripe, reversed };
}

const order = {
  kind: "reversal",
  orderId: "order_1",
  disputeId: "du_1",
  sellerId: "s",
  amountCents: 900,
} as const;
const movement: Movement & { order: typeof order } = {
  ...{
    id: "rv:du_1:1",
    order,
    state: "due",
    attempt: 1,
    calls: 1,
    lastError: null,
    stripeId: null,
    doneCents: null,
  },
  ...{ availableAt: null, undoneCount: 0, finishedAt: null, createdAt: new Date(0), nextAt: new Date(0) },
};

it("stripe F5, F23: takes nothing back from an account that was replaced, and what is owed from the present one", async () => {
  const [old, own] = [transfer("tr_old", "acct_old", "order_1"), transfer("tr_own", "acct_new", "order_1")];
  const other = transfer("tr_other", "acct_new", "order_2");
  const replaced = stripeWith([old, other]);
  await reversalCall(replaced.stripe).make(movement, "acct_new");
  expect(replaced.reversed).toEqual(["tr_other"]);
  const sentAgain = stripeWith([old, own, other]);
  await reversalCall(sentAgain.stripe).make(movement, "acct_new");
  expect(sentAgain.reversed).toEqual(["tr_own"]);
  await expect(reversalCall(stripeWith([old]).stripe).make(movement, null)).rejects.toThrow("no transfer");
});
