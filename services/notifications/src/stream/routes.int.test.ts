import { get } from "node:http";
import {
  MessageSent,
  OrderAccepted,
  OrderPaid,
  OrderPlaced,
  Problem,
  ReadMarkMoved,
  SessionEnded,
} from "@vc/contracts";
import { newId } from "@vc/service";
import { type EventStream, waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, orderFacts, paid, type TestNotifications } from "../../test/build-test-app.ts";

type Person = Awaited<ReturnType<TestNotifications["anAccount"]>>;

let service: TestNotifications;
let buyer: Person;
let seller: Person;
const opened: EventStream[] = [];

beforeAll(async () => {
  service = await buildTestApp();
  buyer = await service.anAccount("Béa");
  seller = await service.anAccount("Sam");
  await known(buyer);
  await known(seller);
});
afterAll(async () => {
  for (const stream of opened) stream.close();
  await service.stop();
});

const known = (person: Person) =>
  waitFor(
    async () =>
      (await service.platform.db.collection("people").countDocuments({ _id: person.accountId as never })) ===
      1,
    {
      what: "the account to be known",
    },
  );

async function follow(...args: Parameters<TestNotifications["follow"]>): Promise<EventStream> {
  const stream = await service.follow(...args);
  opened.push(stream);
  return stream;
}

async function write(text: string, recipientId = buyer.accountId): Promise<string> {
  const conversationId = newId("conversation");
  const messageId = newId("message");
  await service.neighbours.tell(MessageSent, conversationId, {
    conversationId,
    kind: "inquiry",
    orderId: null,
    messageId,
    senderId: seller.accountId,
    recipientIds: [recipientId],
    text,
    sentAt: "2026-01-05T09:00:00.000Z",
  });
  return messageId;
}

const textOf = ({ data }: EventStream["received"][number]) =>
  (data as { message?: { text?: string } }).message?.text;

const texts = (stream: EventStream) => stream.received.flatMap((event) => textOf(event) ?? []);

const arrival = (stream: EventStream, text: string) =>
  waitFor(() => stream.received.find((event) => textOf(event) === text), {
    what: `the message “${text}” live`,
  });

const positions = (stream: EventStream) => stream.received.map(({ id }) => Number(id));

describe("the live stream", () => {
  it("R37: brings a new message to the other side, with the notification of it", async () => {
    const stream = await follow(buyer.accountId);
    const sellers = await follow(seller.accountId);
    const messageId = await write("Bonjour");
    const event = await arrival(stream, "Bonjour");
    expect(event).toMatchObject({
      name: "message",
      data: { kind: "inquiry", orderId: null, message: { id: messageId, senderId: seller.accountId } },
    });
    const notification = await waitFor(() => stream.received.find(({ name }) => name === "notification"), {
      what: "the notification",
    });
    const listed = (await service.call(buyer.accountId, "GET", "/v1/notifications")).json();
    expect(listed.items).toContainEqual(notification.data);
    expect(notification.data).toMatchObject({ kind: "message_received", title: "New message from Sam" });
    expect(texts(sellers)).toEqual([]);
  });

  it("hunt U7: brings the whole message, as the list shows it", async () => {
    const stream = await follow(buyer.accountId);
    const conversationId = newId("conversation");
    const file = { id: newId("file"), name: "logo.png", size: 3, mediaType: "image/png", sha256: "abc" };
    await service.neighbours.tell(MessageSent, conversationId, {
      conversationId,
      kind: "inquiry",
      orderId: null,
      messageId: newId("message"),
      senderId: seller.accountId,
      recipientIds: [buyer.accountId],
      text: "Voici le fichier",
      masked: [{ kind: "email" }],
      files: [file],
      sentAt: "2026-01-05T09:00:00.000Z",
    });
    expect(await arrival(stream, "Voici le fichier")).toMatchObject({
      data: { message: { number: 1, masked: [{ kind: "email" }], files: [file] } },
    });
  });

  it("R37: tells both sides how far one has read", async () => {
    const [mine, theirs] = [await follow(buyer.accountId), await follow(seller.accountId)];
    const conversationId = newId("conversation");
    const mark = { conversationId, orderId: null, accountId: buyer.accountId, readUpTo: 3 };
    await service.neighbours.tell(ReadMarkMoved, `${conversationId}:${buyer.accountId}`, {
      ...mark,
      participantIds: [buyer.accountId, seller.accountId],
      readAt: "2026-01-05T09:00:00.000Z",
    });
    for (const stream of [mine, theirs]) {
      const event = await waitFor(() => stream.received.find(({ name }) => name === "read"), {
        what: "the read mark",
      });
      expect(event.data).toEqual({ ...mark, at: "2026-01-05T09:00:00.000Z" });
    }
  });

  it("R39: pushes every new state of an order to its parties", async () => {
    const order = orderFacts(buyer.accountId, seller.accountId);
    const [buyers, sellers] = [await follow(buyer.accountId), await follow(seller.accountId)];
    await service.neighbours.tell(OrderPlaced, order.orderId, {
      ...order,
      state: "awaiting_payment",
      placedAt: paid.paidAt,
      payBy: paid.respondBy,
    });
    await service.neighbours.tell(OrderPaid, order.orderId, { ...order, ...paid });
    await service.neighbours.tell(OrderAccepted, order.orderId, {
      ...order,
      state: "in_progress",
      acceptedAt: paid.paidAt,
      dueAt: paid.respondBy,
    });
    const states = (stream: EventStream) =>
      stream.received
        .filter(({ name }) => name === "order")
        .map(({ data }) => data as { orderId: string; state: string; sequence: number })
        .filter(({ orderId }) => orderId === order.orderId)
        .sort((a, b) => a.sequence - b.sequence)
        .map(({ state }) => state);
    await waitFor(() => states(buyers).length === 3 && states(sellers).length === 2, { what: "all states" });
    expect(states(buyers)).toEqual(["awaiting_payment", "pending", "in_progress"]);
    // R8: before it is paid the seller knows of no order.
    expect(states(sellers)).toEqual(["pending", "in_progress"]);
  });

  it("resumes after Last-Event-ID, missing nothing and repeating nothing", async () => {
    const first = await follow(buyer.accountId);
    await write("un");
    const last = await arrival(first, "un");
    first.close();
    await write("deux");
    await write("trois");
    const again = await follow(buyer.accountId, { lastEventId: last.id ?? "" });
    await arrival(again, "deux");
    await arrival(again, "trois");
    await write("quatre");
    await arrival(again, "quatre");
    expect(texts(again).sort()).toEqual(["deux", "quatre", "trois"]);
    const from = Number(last.id) + 1;
    expect(positions(again)).toEqual(positions(again).map((_, index) => from + index));
  });

  it("begins with what happens from now on when there is nothing to resume", async () => {
    const before = await follow(buyer.accountId);
    await write("avant");
    await arrival(before, "avant");
    await waitFor(() => before.received.at(-1)?.id !== undefined, { what: "the position" });
    const stream = await follow(buyer.accountId);
    await write("après");
    await arrival(stream, "après");
    expect(texts(stream)).toEqual(["après"]);
  });

  it("keeps positions without gaps when many things happen at once", async () => {
    const reader = await service.anAccount("Rita");
    const stream = await follow(reader.accountId, { lastEventId: "0" });
    const wanted = Array.from({ length: 12 }, (_, index) => `n° ${index}`);
    await Promise.all(wanted.map((text) => write(text, reader.accountId)));
    await waitFor(() => stream.received.length === 24, { what: "all events" });
    expect(positions(stream)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    expect(texts(stream).sort()).toEqual([...wanted].sort());
  });

  it("is served by every instance, also by one that did not handle the event", async () => {
    const { url } = await service.anotherInstance();
    const streams = [await follow(buyer.accountId), await follow(buyer.accountId, { at: url })];
    for (const text of ["premier", "second", "troisième"]) await write(text);
    for (const stream of streams)
      for (const text of ["premier", "second", "troisième"]) await arrival(stream, text);
  });

  it("hunt U2: ends when its session does, and opens with no token or ticket of it any more", async () => {
    const { accountId } = await service.anAccount("Uma");
    const open = (session: string) =>
      service
        .authorization(accountId, ["user"], session)
        .then((headers) => fetch(`${service.url}/v1/notifications/stream`, { headers }));
    const [ended, other] = [await open("session-1"), await open("session-2")];
    const headers = await service.authorization(accountId, ["user"], "session-1");
    const { ticket } = (
      await service.app.inject({ method: "POST", url: "/v1/notifications/stream-tickets", headers })
    ).json();
    await service.neighbours.tell(SessionEnded, "session-1", {
      accountId,
      sessionId: "session-1",
      endedAt: paid.paidAt,
    });
    // The whole answer is there once the server has ended it.
    expect(await ended.text()).not.toContain("event: notification");
    await waitFor(async () => (await open("session-1")).status === 401, { what: "the token to be refused" });
    const byTicket = await fetch(`${service.url}/v1/notifications/stream?ticket=${ticket}`);
    expect(byTicket.status).toBe(401);
    // The person's other session goes on.
    const reader = other.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
  });

  it("real-clients 5a, 5b: begins with an event that has an id, so that a quiet stream loses nothing", async () => {
    const { authorization } = await service.authorization(buyer.accountId);
    const stop = new AbortController();
    const first = async (headers: Record<string, string>) => {
      const { signal } = stop;
      const answer = await fetch(`${service.url}/v1/notifications/stream`, { headers, signal });
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      return (await reader?.read())?.value ?? "";
    };
    const ready = await first({ authorization });
    expect(ready).toMatch(/^id: \d+$/m);
    expect(ready).toMatch(/^event: ready$/m);
    expect(ready).toMatch(/^retry: 1000$/m);
    expect(ready).toMatch(/^data: \{\}$/m);
    const id = /^id: (\d+)$/m.exec(ready)?.[1] ?? "";
    // Nothing has come on the stream when it breaks.
    await write("pendant la coupure");
    const again = await follow(buyer.accountId, { lastEventId: id });
    await arrival(again, "pendant la coupure");
    stop.abort();
  });

  it("real-clients 5c: a ticket resumes the stream that it opened, as EventSource does", async () => {
    const { ticket } = (
      await service.call(buyer.accountId, "POST", "/v1/notifications/stream-tickets")
    ).json();
    const open = async (headers: Record<string, string> = {}) => {
      const stop = new AbortController();
      const url = `${service.url}/v1/notifications/stream?ticket=${ticket}`;
      const { status } = await fetch(url, { headers, signal: stop.signal });
      stop.abort();
      return status;
    };
    const resumed = { "last-event-id": "0" };
    expect(await open()).toBe(200);
    expect(await open()).toBe(401);
    for (const _times of [1, 2]) {
      service.clock.advance(10 * 60_000);
      expect(await open(resumed)).toBe(200);
    }
    service.clock.advance(16 * 60_000);
    expect(await open(resumed)).toBe(401);
  });

  it("hunt F23: HEAD answers at once with the headers of the stream", async () => {
    const headers = await service.authorization(buyer.accountId);
    const answer = await service.app.inject({ method: "HEAD", url: "/v1/notifications/stream", headers });
    expect([answer.statusCode, answer.headers["content-type"]]).toEqual([200, "text/event-stream"]);
    const stranger = await service.app.inject({ method: "HEAD", url: "/v1/notifications/stream" });
    expect(stranger.statusCode).toBe(401);
  });

  it("opens with a ticket, once, within a minute", async () => {
    const open = async (ticket: string) => {
      const stop = new AbortController();
      const answer = await fetch(`${service.url}/v1/notifications/stream?ticket=${ticket}&lastEventId=0`, {
        signal: stop.signal,
      });
      const code = answer.status === 200 ? "" : Problem.parse(await answer.json()).code;
      const type = answer.headers.get("content-type");
      stop.abort();
      return { status: answer.status, code, type };
    };
    const issue = async () =>
      (await service.call(buyer.accountId, "POST", "/v1/notifications/stream-tickets")).json().ticket;
    const ticket = await issue();
    expect(await open(ticket)).toMatchObject({ status: 200, type: "text/event-stream" });
    expect(await open(ticket)).toMatchObject({ status: 401, code: "unauthenticated" });
    const old = await issue();
    service.clock.advance(60_000);
    expect(await open(old)).toMatchObject({ status: 401, code: "unauthenticated" });
    const stored = JSON.stringify(await service.platform.db.collection("stream_tickets").find().toArray());
    expect(stored).not.toContain(await issue());
  });

  it("refuses callers without a session with 401 and invalid input with 400", async () => {
    const ask = async (query: string, headers: Record<string, string> = {}) => {
      const answer = await service.app.inject({ url: `/v1/notifications/stream${query}`, headers });
      return [
        answer.statusCode,
        answer.json().code,
        answer.json().errors?.map(({ path }: { path: string }) => path),
      ];
    };
    expect(await ask("")).toEqual([401, "unauthenticated", undefined]);
    expect(await ask("?ticket=nonsense")).toEqual([401, "unauthenticated", undefined]);
    expect(await ask("", { authorization: "Bearer nonsense" })).toEqual([401, "unauthenticated", undefined]);
    const authorization = await service.authorization(buyer.accountId);
    expect(await ask("", { ...authorization, "last-event-id": "-1" })).toEqual([
      400,
      "invalid_request",
      ["last-event-id"],
    ]);
    expect(await ask("?lastEventId=x", authorization)).toEqual([400, "invalid_request", ["lastEventId"]]);
    const ticket = await service.app.inject({ method: "POST", url: "/v1/notifications/stream-tickets" });
    expect(ticket.statusCode).toBe(401);
  });
});

describe("shutting down", () => {
  it("ends the open streams, also of a client that reads nothing", async () => {
    const own = await buildTestApp();
    const reader = await own.anAccount("Rita");
    const stream = await own.follow(reader.accountId);
    const { authorization } = await own.authorization(reader.accountId);
    const deaf = get(`${own.url}/v1/notifications/stream`, { headers: { authorization } });
    const response = await new Promise<{ pause(): void }>((resolve) => deaf.on("response", resolve));
    response.pause();
    deaf.on("error", () => undefined);
    await own.app.close();
    stream.close();
    deaf.destroy();
    await own.stop();
  }, 10_000);
});
