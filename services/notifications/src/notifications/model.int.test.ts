import { testDatabase } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type NotificationDocument, notificationModel } from "./model.ts";

const notification: NotificationDocument = {
  _id: "notification_1",
  accountId: "account_1",
  kind: "order_paid",
  fact: "order_1",
  title: "Une commande",
  text: "Répondez avant demain.",
  link: "/orders/order_1",
  orderId: "order_1",
  mentions: ["account_1", "account_2"],
  readAt: null,
  createdAt: new Date("2026-05-01T00:00:00Z"),
};

let stored: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  stored = await testDatabase();
});
afterAll(() => stored.stop());

it("refuses a write that breaks the schema, and a query on a field that it does not have", async () => {
  const notifications = stored.database.model(notificationModel);
  const unnamed = { ...notification, kind: "greeting" } as unknown as NotificationDocument; // no type lets it through
  await expect(notifications.insertOne(unnamed)).rejects.toThrow("kind is none of order_confirmed");
  await notifications.insertOne(notification);
  const typo = { $set: { "mentions.name": "x" } };
  await expect(notifications.updateOne({ _id: "notification_1" }, typo)).rejects.toThrow("mentions.name");
  const unknown = { reader: "account_1" } as unknown as { accountId: string }; // no type lets it through
  await expect(notifications.find(unknown)).rejects.toThrow(/"reader" is not in schema/);
  expect(await stored.db.collection("notifications").find().toArray()).toEqual([notification]);
});
