import type { SellerYear } from "@vc/contracts";
import { newId } from "@vc/service";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";

let t: TestApp;
beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t.stop());

async function yearsOf(query: string): Promise<{ items: SellerYear[]; nextCursor: string | null }> {
  const headers = await t.authorization(newId("account"), ["admin"]);
  const answer = await t.app.inject({ url: `/v1/payments/seller-years/${query}`, headers });
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

it("R28: an admin exports what each seller earned in a year, page by page (DAC7)", async () => {
  t.clock.set("2026-05-20T10:00:00Z");
  const sellers = [await t.aSellerWith(1500), await t.aSellerWith(2000)];
  await t.withdraw(sellers[0] ?? "", 500);
  const first = await yearsOf("2026?limit=1");
  const second = await yearsOf(`2026?limit=1&cursor=${first.nextCursor}`);
  expect(second.nextCursor).toBeNull();
  const found = new Map([...first.items, ...second.items].map((item) => [item.accountId, item]));
  expect([...found.keys()].toSorted()).toEqual(sellers.toSorted());
  const euros = (amount: number) => ({ amount, currency: "EUR" });
  const figures = { orders: 1, consideration: euros(1200), commission: euros(250), vat: euros(50) };
  const shown = found.get(sellers[0] ?? "");
  expect(shown).toMatchObject({ year: 2026, displayName: "Test Person", total: figures });
  expect(shown?.quarters.map(({ quarter, orders }) => [quarter, orders])).toEqual([
    [1, 0],
    [2, 1],
    [3, 0],
    [4, 0],
  ]);
  expect((await yearsOf("2025")).items.map(({ total }) => total.orders)).toEqual([0, 0]);
});

it("R41: only an admin does", async () => {
  const answer = await t.call(newId("account"), "GET", "/seller-years/2026");
  expect(answer.status).toBe(403);
});
