import { expect, it } from "vitest";
import { staleKeys } from "../app/state/queries.ts";

it("R39: an event makes stale what it is about, and never brings a state itself", () => {
  const moved = { orderId: "order_1", state: "delivered", sequence: 4 } as const;
  const keys = staleKeys({ id: "1", name: "order", data: moved }).map((key) => key.join(" "));
  expect(keys).toEqual([
    "order order_1",
    "timeline order_1",
    "payment order_1",
    "review order_1",
    "orders",
    "balance",
    "ledger",
    "withdrawals",
  ]);
});

it("R37: a message makes its conversation stale, and that of its order", () => {
  const said = { text: "Bonjour.", masked: [], files: [], at: "2026-03-17T10:00:00Z" };
  const message = { id: "message_1", number: 1, senderId: "account_1", ...said };
  const data = { conversationId: "conversation_1", kind: "order", orderId: "order_1", message } as const;
  expect(staleKeys({ id: "1", name: "message", data })).toEqual([
    ["messages", "conversation_1"],
    ["talk", "conversation_1"],
    ["conversations"],
    ["unread", "messages"],
    ["conversation", "order_1"],
  ]);
  const read = { conversationId: "conversation_1", orderId: "order_1", accountId: "account_1", readUpTo: 1 };
  expect(staleKeys({ id: "2", name: "read", data: { ...read, at: "2026-03-17T10:00:00Z" } })).toEqual([
    ["talk", "conversation_1"],
    ["conversations"],
    ["unread", "messages"],
    ["conversation", "order_1"],
  ]);
});
