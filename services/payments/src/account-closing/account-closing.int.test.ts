import { AccountClosed, AccountClosing, OrdersClosingAnswered, PaymentsClosingAnswered } from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.stop());
afterEach(async () => expect(await t.findings()).toEqual([]));

async function answerTo(accountId: string, ask: "closing" | "orders_clear"): Promise<string> {
  const closingId = newId("closing");
  const data = { accountId, closingId };
  if (ask === "closing") await t.neighbours.tell(AccountClosing, accountId, data);
  else await t.neighbours.tell(OrdersClosingAnswered, closingId, { ...data, answer: "clear" });
  return (await t.neighbours.heard(PaymentsClosingAnswered, (said) => said.closingId === closingId)).data
    .answer;
}

describe("closing an account", () => {
  it("R42: money in escrow is owed to the buyer and by the seller", async () => {
    const { buyerId, sellerId } = await t.aPaidOrder();
    for (const accountId of [buyerId, sellerId]) {
      expect(await answerTo(accountId, "closing")).toBe("open");
      expect(await answerTo(accountId, "orders_clear")).toBe("open");
    }
    expect(await answerTo(newId("account"), "closing")).toBe("nothing_open");
    expect(await answerTo(newId("account"), "orders_clear")).toBe("clear");
  });

  it("R42: earnings are owed until the last cent is paid out", async () => {
    const sellerId = await t.aSellerWith(1250);
    // Not "closing": its token would be refused until accounts opens it again (hunt U10).
    expect(await answerTo(sellerId, "orders_clear")).toBe("open");
    await t.withdraw(sellerId, 1000);
    await waitFor(async () => (await answerTo(sellerId, "orders_clear")) === "clear", {
      what: "the withdrawal to be paid",
      timeoutMs: 20_000,
    });
  });

  it("R42: erases names and addresses, and keeps every entry of the journal", async () => {
    const accountId = newId("account");
    await t.introduce(accountId);
    const order = await t.aPaidOrder({ sellerId: accountId });
    await t.refuse(order);
    await t.settled(order);
    const before = (await t.entries()).length;
    await t.neighbours.tell(AccountClosed, accountId, { accountId, closedAt: t.clock.now().toISOString() });
    await waitFor(
      async () => {
        const all: unknown[] = [];
        for (const { collectionName } of await t.platform.db.collections()) {
          all.push(...(await t.platform.db.collection(collectionName).find().toArray()));
        }
        return !JSON.stringify(all).includes(`${accountId}@example.org`);
      },
      { what: "the address to be gone" },
    );
    expect((await t.parts.payments.find(order.orderId))?.title).toBe("");
    expect((await t.entries()).length).toBe(before);
  });
});
