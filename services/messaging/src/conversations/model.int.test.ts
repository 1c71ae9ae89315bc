import { testDatabase } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ConversationDocument, conversationModel } from "./model.ts";
import { createConversationStore } from "./store.ts";

const conversation: ConversationDocument = {
  _id: "conversation_1",
  kind: "support",
  topic: "support:conversation_1",
  participants: [{ accountId: "account_1", unread: 0, readUpTo: 0 }],
  listingId: null,
  orderId: null,
  about: null,
  messageCount: 0,
  lastMessage: null,
  disputedAt: null,
  closesAt: null,
  support: {
    requesterId: "account_1",
    state: "waiting",
    takenBy: null,
    since: new Date("2026-05-01T00:00:00Z"),
  },
  createdAt: new Date("2026-05-01T00:00:00Z"),
  activityAt: new Date("2026-05-01T00:00:00Z"),
};

let stored: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  stored = await testDatabase();
});
afterAll(() => stored.stop());

it("refuses a write that breaks the schema, and a query on a field that it does not have", async () => {
  const conversations = stored.database.model(conversationModel);
  await expect(conversations.insertOne({ ...conversation, messageCount: -1 })).rejects.toThrow(
    "messageCount is less than 0",
  );
  await conversations.insertOne(conversation);
  const lost = { $set: { "support.state": "lost" } };
  await expect(conversations.updateOne({ _id: conversation._id }, lost)).rejects.toThrow(
    "support.state is none of waiting, taken, closed",
  );
  const unknown = { subject: "account_1" } as unknown as { topic: string }; // no type lets it through
  await expect(conversations.find(unknown)).rejects.toThrow(/"subject" is not in schema/);
  expect(await stored.db.collection("conversations").find().toArray()).toEqual([conversation]);
});

it("R38: reads a conversation from before there was a queue of requests as one without a request", async () => {
  const {
    support: _support,
    about: _about,
    ...old
  } = { ...conversation, _id: "conversation_2", topic: "old" };
  await stored.db.collection<{ _id: string }>("conversations").insertOne(old);
  const found = await createConversationStore(stored.database).find("conversation_2");
  expect(found).toMatchObject({ support: null, about: null, participants: [{ moves: 0 }] });
});
