import {
  MessageSent,
  OrderCompleted,
  OrderDisputeOpened,
  OrderPaid,
  OrderRefused,
  ReadMarkMoved,
} from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestMessaging } from "../../test/build-test-app.ts";

let service: TestMessaging;
let buyerId: string;
let sellerId: string;
let strangerId: string;

beforeAll(async () => {
  service = await buildTestApp();
  buyerId = await service.anAccount("Béa");
  sellerId = await service.anAccount("Sam");
  strangerId = newId("account");
});
afterAll(() => service.stop());

const day = 24 * 60 * 60 * 1_000;

async function anOrderConversation() {
  const order = await service.anOrder(buyerId, sellerId);
  await service.neighbours.tell(OrderPaid, order.orderId, {
    ...order,
    paidAt: service.clock.now().toISOString(),
    respondBy: new Date(service.clock.now().getTime() + 2 * day).toISOString(),
  });
  const conversation = await waitFor(
    async () =>
      (await service.call(buyerId, "GET", `/v1/conversations?orderId=${order.orderId}`)).json().items[0],
    { what: "the order's conversation" },
  );
  return { order, conversation, url: `/v1/conversations/${conversation.id}` };
}

async function anInquiry(text = "Bonjour") {
  const answer = await service.call(buyerId, "POST", "/v1/conversations", {
    kind: "inquiry",
    sellerId,
    text,
  });
  return { conversation: answer.json(), url: `/v1/conversations/${answer.json().id}` };
}

describe("an order's conversation", () => {
  it("R37: opens with the payment, between buyer and seller, once", async () => {
    const { order, conversation } = await anOrderConversation();
    expect(conversation).toMatchObject({
      kind: "order",
      orderId: order.orderId,
      listingId: order.listingId,
      open: true,
      lastMessage: null,
      unreadCount: 0,
    });
    const sellers = await service.call(sellerId, "GET", `/v1/conversations?orderId=${order.orderId}`);
    expect(sellers.json().items.map((each: { id: string }) => each.id)).toEqual([conversation.id]);
  });

  it("R37: says how long conversations of orders stay open and what they take in, to anyone", async () => {
    const answer = await service.app.inject("/v1/conversations/limits");
    const limits = answer.json();
    expect(limits).toMatchObject({ openAfterOrderMs: 30 * day, maxFileBytes: 50 * 1024 * 1024 });
    const { url } = await anOrderConversation();
    const write = async (length: number) =>
      (await service.call(buyerId, "POST", `${url}/messages`, { text: "x".repeat(length) })).statusCode;
    expect(await write(limits.maxMessageLength)).toBe(201);
    expect(await write(limits.maxMessageLength + 1)).toBe(400);
  });

  it("R37: closes 30 days after the order's end; then posting is 409 and reading is possible", async () => {
    const { order, url } = await anOrderConversation();
    const endedAt = service.clock.now();
    await service.neighbours.tell(OrderCompleted, order.orderId, {
      ...order,
      state: "completed",
      endedAt: endedAt.toISOString(),
      by: "buyer",
      deliveredLate: false,
      settlement: { refundAmount: 0, releaseAmount: order.totalAmount },
    });
    await waitFor(
      () =>
        service.platform.db
          .collection("conversations")
          .findOne({ orderId: order.orderId, closesAt: { $ne: null } }),
      {
        what: "the end of the order to be known",
      },
    );
    service.clock.set(new Date(endedAt.getTime() + 30 * day - 1));
    expect((await service.call(buyerId, "POST", `${url}/messages`, { text: "Merci" })).statusCode).toBe(201);
    service.clock.set(new Date(endedAt.getTime() + 30 * day));
    const late = await service.call(buyerId, "POST", `${url}/messages`, { text: "Encore" });
    expect([late.statusCode, late.json().code]).toEqual([409, "conversation_closed"]);
    const upload = await service.upload(buyerId, url.split("/")[3] ?? "", "trop tard");
    expect([upload.statusCode, upload.json().code]).toEqual([409, "conversation_closed"]);
    expect((await service.call(buyerId, "GET", url)).json()).toMatchObject({ open: false });
    expect((await service.call(buyerId, "GET", `${url}/messages`)).json().items).toHaveLength(1);
    service.clock.set(endedAt);
  });

  it("R24: lets mediators in with a dispute, and not before", async () => {
    const { order, url } = await anOrderConversation();
    const mediatorId = await service.anAccount("Mia");
    const list = `/v1/conversations?orderId=${order.orderId}&kind=order`;
    const found = async (accountId: string, roles: readonly string[]) =>
      (await service.call(accountId, "GET", list, undefined, roles)).json().items;
    const messages = `${url}/messages`;
    const asMediator = ["user", "mediator"];
    const write = () => service.call(mediatorId, "POST", messages, { text: "Expliquez-moi." }, asMediator);
    expect(await found(mediatorId, asMediator)).toEqual([]);
    expect((await write()).statusCode).toBe(404);

    await service.neighbours.tell(OrderDisputeOpened, order.orderId, {
      ...order,
      state: "disputed",
      openedAt: "2026-01-06T09:00:00.000Z",
      by: "buyer",
      statement: "Rien reçu",
    });
    await waitFor(async () => (await found(mediatorId, asMediator)).length === 1, {
      what: "the conversation to be the mediator's too",
    });
    expect((await write()).statusCode).toBe(201);
    expect(await found(mediatorId, asMediator)).toHaveLength(1);
    // security 6: no longer than the role lasts.
    expect(await found(mediatorId, ["user"])).toEqual([]);
    expect((await found(sellerId, ["user"]))[0].unreadCount).toBe(1);
  });

  it("exists once when the end of the order arrives before its payment", async () => {
    const order = await service.anOrder(buyerId, sellerId);
    const endedAt = service.clock.now().toISOString();
    await service.neighbours.tell(OrderRefused, order.orderId, {
      ...order,
      state: "refused",
      endedAt,
      reason: "outside_scope",
      explanation: "",
      settlement: { refundAmount: order.totalAmount, releaseAmount: 0 },
    });
    const find = () => service.platform.db.collection("conversations").findOne({ orderId: order.orderId });
    const ended = await waitFor(find, { what: "the conversation of the ended order" });
    await service.neighbours.tell(OrderPaid, order.orderId, {
      ...order,
      paidAt: endedAt,
      respondBy: endedAt,
    });
    const handled = await anOrderConversation();
    expect(handled.conversation.open).toBe(true);
    expect(await find()).toMatchObject({ _id: ended._id, closesAt: ended.closesAt });
  });
});

describe("a message", () => {
  it("R3: is delivered with contact details masked, and the sender is informed of the reason", async () => {
    const { url, conversation } = await anInquiry();
    const sent = await service.call(buyerId, "POST", `${url}/messages`, {
      text: "Écrivez-moi : bea@example.test ou 06 12 34 56 78",
    });
    expect(sent.statusCode).toBe(201);
    expect(sent.json()).toMatchObject({
      senderId: buyerId,
      text: "Écrivez-moi : [•••] ou [•••]",
      masked: [{ kind: "email" }, { kind: "phone" }],
    });
    const read = await service.call(sellerId, "GET", `${url}/messages`);
    expect(read.json().items[0]).toEqual(sent.json());
    const event = await service.neighbours.heard(
      MessageSent,
      ({ messageId }) => messageId === sent.json().id,
    );
    expect(event.data).toMatchObject({
      conversationId: conversation.id,
      kind: "inquiry",
      senderId: buyerId,
      recipientIds: [sellerId],
      text: "Écrivez-moi : [•••] ou [•••]",
    });
    for (const name of ["messages", "conversations", "outbox"]) {
      const stored = JSON.stringify(await service.platform.db.collection(name).find().toArray());
      expect(stored).not.toContain("bea@example.test");
    }
  });

  it("R37: shows each side how far the other has read, and tells of it", async () => {
    const { url, conversation } = await anOrderConversation();
    const sent: { id: string; number: number }[] = [];
    for (const text of ["un", "deux"]) {
      sent.push((await service.call(buyerId, "POST", `${url}/messages`, { text })).json());
    }
    expect(sent.map(({ number }) => number)).toEqual([1, 2]);
    const marks = async () => {
      const { participants } = (await service.call(buyerId, "GET", url)).json();
      return participants.map(({ id, readUpTo }: { id: string; readUpTo: number }) => [id, readUpTo]);
    };
    expect(await marks()).toEqual([
      [buyerId, 2],
      [sellerId, 0],
    ]);
    for (const _again of [1, 2]) await service.call(sellerId, "POST", `${url}/read`, { upTo: sent[0]?.id });
    expect(await marks()).toContainEqual([sellerId, 1]);
    const isOfThis = (data: { conversationId: string }) => data.conversationId === conversation.id;
    const moved = await service.neighbours.heard(ReadMarkMoved, isOfThis);
    expect(moved).toMatchObject({
      aggregateId: `${conversation.id}:${sellerId}`,
      sequence: 1,
      data: { accountId: sellerId, readUpTo: 1, participantIds: [buyerId, sellerId] },
    });

    // hunt F8: an answer says that what it answers was read.
    await service.call(sellerId, "POST", `${url}/messages`, { text: "bien reçu" });
    const answered = await service.neighbours.heard(
      ReadMarkMoved,
      (data) => isOfThis(data) && data.readUpTo === 3,
    );
    expect(answered).toMatchObject({ sequence: 2, data: { accountId: sellerId } });
    expect((await service.call(sellerId, "GET", url)).json().unreadCount).toBe(0);
    expect(service.neighbours.timesHeard(ReadMarkMoved, isOfThis)).toBe(2);
  });

  it("R37: lists only the conversations with something to read, where that is asked", async () => {
    const { url, conversation } = await anOrderConversation();
    await service.call(buyerId, "POST", `${url}/messages`, { text: "un" });
    const unread = async (accountId: string) => {
      const { items } = (await service.call(accountId, "GET", "/v1/conversations?unread=true")).json();
      return items.map(({ id }: { id: string }) => id);
    };
    expect(await unread(sellerId)).toContain(conversation.id);
    expect(await unread(buyerId)).not.toContain(conversation.id);
  });

  it("R37: counts the conversations with something to read", async () => {
    const counted = async (): Promise<number> =>
      (await service.call(sellerId, "GET", "/v1/conversations/unread-count")).json().count;
    const before = await counted();
    const { url } = await anOrderConversation();
    expect(await counted()).toBe(before);
    for (const text of ["un", "deux"]) await service.call(buyerId, "POST", `${url}/messages`, { text });
    const { id: upTo } = (await service.call(buyerId, "GET", url)).json().lastMessage;
    expect(await counted()).toBe(before + 1);
    await service.call(sellerId, "POST", `${url}/read`, { upTo });
    expect(await counted()).toBe(before);
  });

  it("R37: counts as unread for the other side until it is marked as read", async () => {
    const { url, conversation } = await anOrderConversation();
    const ids: string[] = [];
    for (const text of ["un", "deux", "trois"]) {
      ids.push((await service.call(buyerId, "POST", `${url}/messages`, { text })).json().id);
    }
    const unread = async (accountId: string) =>
      (await service.call(accountId, "GET", url)).json().unreadCount;
    expect([await unread(sellerId), await unread(buyerId)]).toEqual([3, 0]);
    const markRead = (accountId: string, upTo: string | undefined) =>
      service.call(accountId, "POST", `${url}/read`, { upTo });
    expect((await markRead(sellerId, ids[1])).statusCode).toBe(204);
    expect(await unread(sellerId)).toBe(1);
    await markRead(sellerId, ids[0]);
    expect(await unread(sellerId)).toBe(1);
    expect((await markRead(sellerId, newId("message"))).statusCode).toBe(404);
    expect((await markRead(strangerId, ids[0])).statusCode).toBe(404);
    const events = await Promise.all(
      ids.map((id) => service.neighbours.heard(MessageSent, ({ messageId }) => messageId === id)),
    );
    expect(events.map(({ aggregateId, sequence }) => [aggregateId, sequence])).toEqual(
      [1, 2, 3].map((sequence) => [conversation.id, sequence]),
    );
  });

  it("keeps its number when many are sent at once", async () => {
    const { url, conversation } = await anOrderConversation();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        service.call(index % 2 ? buyerId : sellerId, "POST", `${url}/messages`, { text: `n° ${index}` }),
      ),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(6).fill(201));
    const stored = await service.platform.db
      .collection("messages")
      .find({ conversationId: conversation.id })
      .toArray();
    expect(stored.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    const lastOwn = Math.max(
      ...stored.filter(({ senderId }) => senderId === buyerId).map(({ number }) => number),
    );
    const behind = stored.filter(({ number }) => number > lastOwn).length;
    expect((await service.call(buyerId, "GET", url)).json().unreadCount).toBe(behind);
  });

  it("hunt U11: is written once, however often it is sent with one Idempotency-Key", async () => {
    const { url } = await anOrderConversation();
    const headers = { ...(await service.authorization(buyerId)), "idempotency-key": "once" };
    const send = (text: string) =>
      service.app.inject({ method: "POST", url: `${url}/messages`, headers, payload: { text } });
    const [first, again] = [await send("une fois"), await send("une fois")];
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.json()).toEqual(first.json());
    expect(again.headers["idempotency-replayed"]).toBe("true");
    expect((await send("autre chose")).statusCode).toBe(422);
    expect((await service.call(buyerId, "GET", `${url}/messages`)).json().items).toHaveLength(1);
  });

  it("R37: carries files, which its participants alone can fetch", async () => {
    const { url, conversation } = await anOrderConversation();
    const uploaded = await service.upload(buyerId, conversation.id, "le texte de l'affiche");
    expect(uploaded.statusCode).toBe(201);
    const file = uploaded.json();
    expect(file).toMatchObject({ name: "brief été.txt", mediaType: "text/plain", size: 21 });
    const sent = await service.call(buyerId, "POST", `${url}/messages`, {
      text: "Voici",
      fileIds: [file.id],
    });
    expect(sent.json().files).toEqual([file]);
    const fetched = await service.call(sellerId, "GET", `${url}/files/${file.id}`);
    expect([fetched.statusCode, fetched.body]).toEqual([200, "le texte de l'affiche"]);
    expect(fetched.headers["content-disposition"]).toContain("attachment");

    const linkFor = (accountId: string) => service.call(accountId, "POST", `${url}/files/${file.id}/links`);
    const link = (await linkFor(sellerId)).json();
    expect(await service.app.inject(link.url)).toMatchObject({ statusCode: 200, body: fetched.body });
    expect((await linkFor(strangerId)).statusCode).toBe(404);
    expect((await service.app.inject(`${url}/files/${file.id}?ticket=guessed`)).statusCode).toBe(401);

    expect((await service.call(strangerId, "GET", `${url}/files/${file.id}`)).statusCode).toBe(404);
    expect((await service.upload(strangerId, conversation.id, "intrus")).statusCode).toBe(404);
    expect((await service.call(buyerId, "GET", `${url}/files/${newId("file")}`)).statusCode).toBe(404);
    const wrongField = await service.upload(buyerId, conversation.id, "x", "document");
    expect(wrongField.json().errors).toMatchObject([{ path: "file" }]);
    const foreign = await service.call(sellerId, "POST", `${url}/messages`, {
      text: "Le mien ?",
      fileIds: [file.id],
    });
    expect([foreign.statusCode, foreign.json().errors[0].path]).toEqual([400, "fileIds.0"]);
  });

  it("security 7: loses a file after three days that no message has, and no other", async () => {
    const { url, conversation } = await anOrderConversation();
    const [sent, unsent] = [
      (await service.upload(buyerId, conversation.id, "un")).json(),
      (await service.upload(buyerId, conversation.id, "deux")).json(),
    ];
    await service.call(buyerId, "POST", `${url}/messages`, { text: "Voici", fileIds: [sent.id] });
    const old = new Date(service.clock.now().getTime() - 73 * 3_600_000);
    await service.platform.db
      .collection<{ _id: string }>("files.files")
      .updateMany({ _id: { $in: [sent.id, unsent.id] } }, { $set: { unattachedSince: old } });
    await service.runWorkOnce();
    expect((await service.call(sellerId, "GET", `${url}/files/${sent.id}`)).statusCode).toBe(200);
    expect((await service.call(sellerId, "GET", `${url}/files/${unsent.id}`)).statusCode).toBe(404);
  });
});
