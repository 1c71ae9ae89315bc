import { createHash } from "node:crypto";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import type { TestOrder } from "../../test/order-news.ts";

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.stop());
afterEach(async () => {
  expect(await t.findings()).toEqual([]);
});

async function aSoldOrder(sellerId: string, totalAmount = 1500): Promise<TestOrder> {
  const order = await t.aPaidOrder({ sellerId, totalAmount });
  await t.complete(order);
  await t.settled(order);
  return order;
}

const invoicesOf = async (accountId: string) => (await t.call(accountId, "GET", "/invoices")).body.items;

async function pdf(accountId: string, url: string) {
  const headers = await t.authorization(accountId);
  const answer = await t.app.inject({ url: `/v1/payments${url}`, headers });
  return {
    status: answer.statusCode,
    type: answer.headers["content-type"],
    isPdf: answer.rawPayload.subarray(0, 5).toString() === "%PDF-",
    hash: createHash("sha256").update(answer.rawPayload).digest("hex"),
  };
}

describe("invoices for commission", () => {
  it("R28: are issued on completion with their VAT line, to the seller alone", async () => {
    const sellerId = await t.aSeller();
    const order = await aSoldOrder(sellerId);
    const [invoice] = await invoicesOf(sellerId);
    expect(invoice).toMatchObject({
      kind: "commission",
      orderId: order.orderId,
      commission: { amount: 250 },
      vat: { amount: 50 },
      total: { amount: 300, currency: "EUR" },
      corrects: null,
    });
    expect(invoice.number).toMatch(/^F\d{4}-\d{6}$/);
    const url = `/invoices/${invoice.number}.pdf`;
    const own = await pdf(sellerId, url);
    expect(own).toMatchObject({ status: 200, type: "application/pdf", isPdf: true });
    expect(await pdf(sellerId, url)).toEqual(own);
    expect((await pdf(sellerId, `${url}?locale=en`)).hash).not.toBe(
      (await pdf(sellerId, `${url}?locale=fr`)).hash,
    );
    for (const stranger of [order.buyerId, newId("account")]) {
      expect((await pdf(stranger, url)).status).toBe(404);
      expect(await invoicesOf(stranger)).toEqual([]);
    }
    expect((await pdf(sellerId, "/invoices/F2020-000001.pdf")).status).toBe(404);
    expect((await pdf(sellerId, "/invoices/x.pdf")).status).toBe(400);
  });

  it("have no gaps, however many orders complete at once", async () => {
    const sellerId = await t.aSeller();
    const orders = [];
    for (let n = 0; n < 5; n++) orders.push(await t.aPaidOrder({ sellerId }));
    await Promise.all(orders.map((order) => t.complete(order)));
    for (const order of orders) await t.settled(order);
    const numbers = (await invoicesOf(sellerId)).map(({ number }: { number: string }) =>
      Number(number.split("-")[1]),
    );
    const least = Math.min(...numbers);
    expect(numbers.toSorted((a: number, b: number) => a - b)).toEqual([0, 1, 2, 3, 4].map((n) => least + n));
  });

  it("R30: are given back by a credit note when a chargeback is lost", async () => {
    const sellerId = await t.aSeller();
    const order = await aSoldOrder(sellerId);
    const { charge } = (await t.parts.payments.find(order.orderId)) ?? {};
    const { id } = (await t.simulator.control(`charges/${charge?.id}/dispute`)) as { id: string };
    await t.simulator.control(`disputes/${id}/decide`, { verdict: "lost" });
    await waitFor(async () => (await invoicesOf(sellerId)).length === 2, { what: "a credit note" });
    const [note, invoice] = await invoicesOf(sellerId);
    expect(note).toMatchObject({ kind: "credit_note", corrects: invoice.number, total: { amount: 300 } });
    expect((await pdf(sellerId, `/invoices/${note.number}.pdf`)).isPdf).toBe(true);
  });

  it("are not issued where there is no commission", async () => {
    const order = await t.aPaidOrder();
    await t.refuse(order);
    await t.settled(order);
    expect(await invoicesOf(order.sellerId)).toEqual([]);
  });
});

describe("receipts", () => {
  it("R8: are the buyer's, from the payment on", async () => {
    const unpaid = await t.aPlacedOrder();
    await t.checkout(unpaid);
    expect((await pdf(unpaid.buyerId, `/receipts/${unpaid.orderId}`)).status).toBe(404);
    const order = await t.aPaidOrder();
    expect(await pdf(order.buyerId, `/receipts/${order.orderId}`)).toMatchObject({
      status: 200,
      type: "application/pdf",
      isPdf: true,
    });
    expect((await pdf(order.sellerId, `/receipts/${order.orderId}`)).status).toBe(404);
    expect((await pdf(newId("account"), `/receipts/${order.orderId}`)).status).toBe(404);
  });
});
