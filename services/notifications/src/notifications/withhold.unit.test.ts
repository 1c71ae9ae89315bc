import { describe, expect, it } from "vitest";
import type { NotificationIntent, Push } from "../kinds.ts";
import { withhold } from "./withhold.ts";

const about = { fact: "fact", link: "/", orderId: null } as const;

function aMessage(accountId: string, actorId: string): NotificationIntent {
  return { ...about, kind: "message_received", accountId, actorId, data: { text: "hello" } };
}

const aDispute: NotificationIntent = {
  ...about,
  kind: "dispute_opened",
  accountId: "seller",
  actorId: null,
  data: { title: "A logo", amountCents: 500, statement: "It is green." },
};

function aPush(accountId: string, senderId: string): Push {
  const said = { text: "hello", masked: [], files: [], at: "2026-05-06T00:00:00.000Z" };
  const message = { id: "message", number: 1, senderId, ...said };
  return {
    accountId,
    event: "message",
    key: "key",
    data: { conversationId: "c", kind: "support", orderId: null, message },
  };
}

describe("R42: of an event that names a closed account", () => {
  const closed = new Set(["gone"]);

  it("nothing is told to the account, and everything to the others", () => {
    const told = {
      intents: [aMessage("gone", "staff"), aMessage("seller", "staff")],
      pushes: [aPush("gone", "staff"), aPush("seller", "staff")],
    };
    expect(withhold(told, closed)).toEqual({
      intents: [aMessage("seller", "staff")],
      pushes: [aPush("seller", "staff")],
    });
  });

  it("no message of the account is passed on", () => {
    expect(
      withhold({ intents: [aMessage("seller", "gone")], pushes: [aPush("seller", "gone")] }, closed),
    ).toEqual({
      intents: [],
      pushes: [],
    });
  });

  it("what happened is told without the words", () => {
    expect(withhold({ intents: [aDispute], pushes: [] }, closed).intents).toEqual([
      { ...aDispute, data: { title: "A logo", amountCents: 500, statement: "" } },
    ]);
  });

  it("is left as it is where no account is closed", () => {
    const told = { intents: [aDispute], pushes: [] };
    expect(withhold(told, new Set())).toBe(told);
  });
});
