import { AccountClosed, MessageSent, PaymentChargedBack } from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestNotifications } from "../../test/build-test-app.ts";

let service: TestNotifications;
beforeAll(async () => {
  service = await buildTestApp();
});
afterAll(() => service.stop());

const closeAccount = (accountId: string) =>
  service.neighbours.tell(AccountClosed, accountId, {
    accountId,
    closedAt: service.clock.now().toISOString(),
  });

async function writes(senderId: string, recipientId: string, text: string): Promise<void> {
  const conversationId = newId("conversation");
  await service.neighbours.tell(MessageSent, conversationId, {
    conversationId,
    kind: "inquiry",
    orderId: null,
    messageId: newId("message"),
    senderId,
    recipientIds: [recipientId],
    text,
    sentAt: service.clock.now().toISOString(),
  });
}

const told = async (accountId: string): Promise<string[]> => {
  const { items } = (await service.call(accountId, "GET", "/v1/notifications?limit=100")).json();
  return items.map(({ title, text }: { title: string; text: string }) => `${title} ${text}`);
};

const toldOf = (accountId: string, text: string) =>
  waitFor(async () => (await told(accountId)).some((words) => words.includes(text)), {
    what: `“${text}” to be told of`,
  });

async function writesAndRests(senderId: string, recipientId: string, text: string): Promise<void> {
  await writes(senderId, recipientId, text);
  await toldOf(recipientId, text);
  service.clock.advance(4 * 60_000);
  await service.platform.bus.fireDueTimers();
}

/** Collections in which a word stands. */
async function holdersOf(word: string): Promise<string[]> {
  const holders: string[] = [];
  for (const { collectionName } of await service.platform.db.collections()) {
    const all = await service.platform.db.collection(collectionName).find().toArray();
    if (JSON.stringify(all).includes(word)) holders.push(collectionName);
  }
  return holders;
}

it("R42: notifications that mention a closed account are erased, and a late event creates none", async () => {
  const [leaver, other, third] = [
    await service.anAccount("Léa-leaves"),
    await service.anAccount("Sam"),
    await service.anAccount("Tim"),
  ];
  await service.mailServer.stop();
  // Quiet for long enough after each, so that each has a mail of its own; the last ones still wait for theirs.
  await writesAndRests(leaver.accountId, other.accountId, "word-of-leaver");
  await writesAndRests(third.accountId, other.accountId, "word-of-third");
  await writes(third.accountId, leaver.accountId, "to-the-leaver");
  await writes(leaver.accountId, other.accountId, "word-of-leaver, once more");
  await toldOf(leaver.accountId, "to-the-leaver");
  await toldOf(other.accountId, "once more");
  expect(await holdersOf("word-of-leaver")).toEqual(
    expect.arrayContaining(["digests", "mails", "notifications", "stream_entries"]),
  );

  await closeAccount(leaver.accountId);
  await waitFor(
    async () => {
      const words = ["word-of-leaver", "Léa-leaves", leaver.email, "to-the-leaver"];
      return (await Promise.all(words.map(holdersOf))).flat().length === 0;
    },
    { what: "every word about the leaver to be gone" },
  );
  expect(await told(other.accountId)).toEqual([expect.stringContaining("word-of-third")]);
  expect(await holdersOf("word-of-third")).toEqual(expect.arrayContaining(["mails", "notifications"]));

  await writes(leaver.accountId, other.accountId, "late-word");
  await writes(third.accountId, other.accountId, "after-it");
  await waitFor(async () => (await told(other.accountId)).length === 2, { what: "the later message" });
  await waitFor(async () => (await service.platform.db.collection("outbox").countDocuments()) === 0, {
    what: "everything to be sent",
  });
  expect(await holdersOf("late-word")).toEqual([]);
  await service.mailServer.restart();
});

it("R42: ends the live streams of a closed account, and no others", async () => {
  const [leaver, other] = [await service.anAccount("Léa"), await service.anAccount("Sam")];
  const open = async (accountId: string) =>
    fetch(new URL("/v1/notifications/stream", service.url), {
      headers: await service.authorization(accountId),
    });
  const [left, stays] = [await open(leaver.accountId), await open(other.accountId)];
  await closeAccount(leaver.accountId);
  // Read to its end, which the server makes.
  await left.text();
  await stays.body?.cancel();
});

it("R37, R39: a closed account among those whom an event names silences no one else", async () => {
  const [leaver, seller, staff] = [
    await service.anAccount("Gone"),
    await service.anAccount("Sam"),
    await service.anAccount("Mia"),
  ];
  await closeAccount(leaver.accountId);
  await waitFor(
    async () => {
      const person = { _id: leaver.accountId as never, isClosed: true };
      return (await service.platform.db.collection("people").countDocuments(person)) === 1;
    },
    { what: "the account to be closed here" },
  );

  await service.neighbours.tell(PaymentChargedBack, newId("order"), {
    orderId: newId("order"),
    buyerId: leaver.accountId,
    sellerId: seller.accountId,
    amount: 4_000,
    openedAt: service.clock.now().toISOString(),
  });
  await service.neighbours.tell(MessageSent, newId("conversation"), {
    conversationId: newId("conversation"),
    kind: "support",
    orderId: null,
    messageId: newId("message"),
    senderId: staff.accountId,
    recipientIds: [leaver.accountId, seller.accountId],
    text: "still-heard",
    sentAt: service.clock.now().toISOString(),
  });
  await toldOf(seller.accountId, "still-heard");
  await waitFor(async () => (await told(seller.accountId)).length === 2, {
    what: "the chargeback to be told",
  });
  expect(
    await service.platform.db.collection("notifications").countDocuments({ accountId: leaver.accountId }),
  ).toBe(0);
});
