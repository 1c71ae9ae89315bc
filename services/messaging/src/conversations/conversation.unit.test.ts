import { describe, expect, it } from "vitest";
import {
  type Conversation,
  isOpen,
  isVisibleTo,
  markRead,
  movedMark,
  openAfterOrder,
  openConversation,
  type Subject,
  writeMessage,
} from "./conversation.ts";

const now = new Date("2026-01-05T09:00:00.000Z");
const buyer = { accountId: "account_buyer", roles: ["user"] } as const;
const seller = { accountId: "account_seller", roles: ["user"] } as const;
const mediator = { accountId: "account_mediator", roles: ["user", "mediator"] } as const;

const anOrders: Subject = {
  kind: "order",
  orderId: "order_1",
  listingId: "listing_1",
  between: [buyer.accountId, seller.accountId],
};

const write = (
  conversation: Conversation,
  sender: typeof buyer | typeof seller | typeof mediator,
  text = "Bonjour",
) => writeMessage(conversation, sender, { id: "message_1", text, files: [] }, now, () => ["mediator"]);

function written(...args: Parameters<typeof write>) {
  const decision = write(...args);
  if (decision.kind === "refused") throw new Error(decision.reason);
  return decision;
}

describe("a conversation", () => {
  it("R37: stays open for 30 days after the order's end, and not a moment longer", () => {
    const closesAt = new Date(now.getTime() + openAfterOrder(1));
    expect(closesAt.toISOString()).toBe("2026-02-04T09:00:00.000Z");
    expect(isOpen({ closesAt }, new Date(closesAt.getTime() - 1))).toBe(true);
    expect(isOpen({ closesAt }, closesAt)).toBe(false);
    expect(isOpen({ closesAt: null }, closesAt)).toBe(true);
    expect(openAfterOrder(3600)).toBe(720_000);
    const closed = { ...openConversation("conversation_1", anOrders, now), closesAt: now };
    expect(write(closed, buyer)).toEqual({ kind: "refused", reason: "conversation_closed" });
  });

  it("numbers its messages and counts what the others have not read", () => {
    const first = written(openConversation("conversation_1", anOrders, now), buyer);
    const second = written(first.conversation, buyer);
    expect([first.message.number, second.message.number]).toEqual([1, 2]);
    expect(second.recipientIds).toEqual([seller.accountId]);
    expect(second.conversation.participants).toEqual([
      { accountId: buyer.accountId, unread: 0, readUpTo: 2, moves: 0, isStaff: false },
      { accountId: seller.accountId, unread: 2, readUpTo: 0, moves: 0, isStaff: false },
    ]);
  });

  it("hunt F8: an answer marks what it answers as read", () => {
    const { conversation } = written(openConversation("conversation_1", anOrders, now), buyer);
    const answered = written(conversation, seller).conversation;
    const mark = { accountId: seller.accountId, unread: 0, readUpTo: 2, moves: 1, isStaff: false };
    expect(movedMark(conversation, answered, seller.accountId)).toEqual(mark);
    expect(movedMark(conversation, answered, buyer.accountId)).toBeNull();
  });

  it("security 6: former staff see it no more, and are told nothing", () => {
    const disputed = { ...openConversation("conversation_1", anOrders, now), disputedAt: now };
    const joined = written(disputed, mediator).conversation;
    const former = { ...mediator, roles: ["user"] } as const;
    expect(isVisibleTo(joined, mediator)).toBe(true);
    expect(isVisibleTo(joined, former)).toBe(false);
    const tell = (roles: readonly ("user" | "mediator")[]) => {
      const draft = { id: "message_2", text: "Et alors ?", files: [] };
      const decision = writeMessage(joined, buyer, draft, now, () => roles);
      return decision.kind === "moved" ? decision.recipientIds : decision.reason;
    };
    expect(tell(["user", "mediator"])).toEqual([seller.accountId, mediator.accountId]);
    expect(tell(["user"])).toEqual([seller.accountId]);
  });

  it("moves a read mark forward and never back", () => {
    const { conversation } = written(openConversation("conversation_1", anOrders, now), buyer);
    const read = markRead(conversation, seller.accountId, 1, 0);
    expect(read.participants[1]).toEqual({
      accountId: seller.accountId,
      unread: 0,
      readUpTo: 1,
      moves: 1,
      isStaff: false,
    });
    expect(markRead(read, seller.accountId, 0, 1)).toEqual(read);
  });

  it("R41: exists for its participants alone", () => {
    const conversation = openConversation("conversation_1", anOrders, now);
    expect(isVisibleTo(conversation, buyer)).toBe(true);
    expect(isVisibleTo(conversation, mediator)).toBe(false);
    expect(write(conversation, mediator)).toEqual({ kind: "refused", reason: "not_found" });
  });

  it("R24: of a disputed order is one thread with the mediator, but not with other staff", () => {
    const disputed = { ...openConversation("conversation_1", anOrders, now), disputedAt: now };
    expect(isVisibleTo(disputed, mediator)).toBe(true);
    expect(isVisibleTo(disputed, { accountId: "account_admin", roles: ["admin"] })).toBe(false);
    expect(written(disputed, mediator).recipientIds).toEqual([buyer.accountId, seller.accountId]);
  });

  it("R38: with support is seen by staff, who join it by answering", () => {
    const asked = written(
      openConversation("conversation_1", { kind: "support", fromId: buyer.accountId, about: null }, now),
      buyer,
    );
    expect(asked.recipientIds).toEqual([]);
    expect(isVisibleTo(asked.conversation, mediator)).toBe(true);
    expect(isVisibleTo(asked.conversation, seller)).toBe(false);
    const answered = written(asked.conversation, mediator);
    expect(answered.recipientIds).toEqual([buyer.accountId]);
    expect(written(answered.conversation, buyer).recipientIds).toEqual([mediator.accountId]);
  });
});
