import { testDatabase } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { anOrder, steps } from "../../test/builders.ts";
import { migrations } from "./migrations.ts";
import { type OrderDocument, orderModel } from "./model.ts";
import { toDocument } from "./order-document.ts";
import { createOrderStore } from "./store.ts";

let stored: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  stored = await testDatabase();
});
afterAll(() => stored.stop());

const documents = () => stored.db.collection<{ _id: string; [field: string]: unknown }>("orders");

it("refuses a write that breaks the schema, and a query on a field that it does not have", async () => {
  const orders = stored.database.model(orderModel);
  const order = toDocument(anOrder({ state: "disputed" }));
  await expect(orders.insertOne({ ...order, totalAmount: 0.5 })).rejects.toThrow(
    "totalAmount is not a whole number",
  );
  const lost = { ...order, state: "lost" } as unknown as OrderDocument; // no type lets it through
  await expect(orders.insertOne(lost)).rejects.toThrow("state is none of awaiting_payment");
  await orders.insertOne(order);
  const typo = { $set: { "dispute.openedIn": "delivered" } };
  await expect(orders.updateOne({ _id: order._id }, typo)).rejects.toThrow("dispute.openedIn");
  const unknown = { ownerId: "account_1" } as unknown as { buyerId: string }; // no type lets it through
  await expect(orders.find(unknown)).rejects.toThrow(/"ownerId" is not in schema/);
  expect(await documents().find().toArray()).toEqual([order]);
});

it("R23: completes orders from before there were excuses and places in the lists, once and no others", async () => {
  const cancelled = toDocument(anOrder({ state: "in_progress", after: [steps.cancelAsSeller] }));
  const open = toDocument(anOrder({ state: "disputed" }));
  const { excuse: _excuse, ...outcome } = cancelled.outcome ?? {};
  const {
    isSale: _s,
    placeByAge: _a,
    placeByDeadline: _d,
    disputeQueue: _q,
    placeInQueue: _p,
    ...old
  } = open;
  await documents().deleteMany();
  await documents().insertMany([
    { ...cancelled, outcome },
    { ...old, nextDeadlineAt: new Date("2026-03-09T09:00:00Z") },
  ]);
  for (const { run } of [...migrations, ...migrations]) await run(stored.database);
  const byId = (a: { _id: string }, b: { _id: string }) => (a._id < b._id ? -1 : 1);
  expect((await documents().find().toArray()).toSorted(byId)).toEqual([cancelled, open].toSorted(byId));
  const found = await createOrderStore(stored.database).find(cancelled._id);
  expect(found?.outcome?.excuse).toBeNull();
});
