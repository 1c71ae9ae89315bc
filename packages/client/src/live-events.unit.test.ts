import type { ServerResponse } from "node:http";
import { waitFor } from "@vc/testing/people";
import { expect, it, onTestFinished } from "vitest";
import { collectGarbage } from "../test/collect-garbage.ts";
import { answer, type Call, refuse, serve } from "../test/serve.ts";
import { createClient } from "./client.ts";
import { type FollowOptions, followEvents, type LiveEvent } from "./live-events.ts";
import { memoryStore } from "./session.ts";

const isTicket = ({ route }: Call) => route === "POST /v1/notifications/stream-tickets";
const isStream = ({ route }: Call) => route.startsWith("GET /v1/notifications/stream?");

/** A stream that rests 1 ms between connections. What each connection brings is up to the test. */
function serveStream(connection: (response: ServerResponse, count: number, call: Call) => void) {
  let count = 0;
  return serve((call, response, calls) => {
    if (isTicket(call)) return answer(response, 201, { ticket: `ticket-${calls}`, expiresIn: 30 });
    count += 1;
    return connection(response, count, call);
  });
}

function begin(response: ServerResponse): ServerResponse {
  response
    .writeHead(200, { "content-type": "text/event-stream" })
    .write("event: ready\nretry: 1\ndata: {}\n\n");
  return response;
}

const event = (id: number) => `id: ${id}\nevent: order\ndata: {"orderId":"order_${id}"}\n\n`;

function follow(baseUrl: string, options: Partial<FollowOptions> = {}) {
  const received: LiveEvent[] = [];
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const api = createClient({ baseUrl, store: memoryStore({ accessToken: "mine" }), patienceMs: 0 });
  const ended = api.follow({ onEvent: (each) => received.push(each), signal: stop.signal, ...options });
  ended.catch(() => {});
  return { received, ended, stop };
}

it("R39: takes up a broken stream after the last event that it saw, each time with a new ticket", async () => {
  const { baseUrl, calls } = await serveStream((response, count) => {
    begin(response).write(event(count), () => {
      if (count < 3) response.socket?.destroy();
    });
  });
  const { received, ended, stop } = follow(baseUrl);
  await waitFor(() => received.length === 3, { what: "three events over three connections" });
  expect(received.map(({ id, name, data }) => [id, name, data])).toEqual(
    [1, 2, 3].map((n) => [String(n), "order", { orderId: `order_${n}` }]),
  );
  const streams = calls.filter(isStream);
  expect(streams.map(({ headers }) => headers["last-event-id"])).toEqual([undefined, "1", "2"]);
  expect(new Set(streams.map(({ route }) => route)).size).toBe(3);
  for (const { headers } of streams) expect(headers.authorization).toBeUndefined();
  for (const { headers } of calls.filter(isTicket)) expect(headers.authorization).toBe("Bearer mine");
  stop.abort();
  await expect(ended).resolves.toBeUndefined();
});

it("R39: resumes from what was seen before the app was closed", async () => {
  const { baseUrl, calls } = await serveStream((response) => begin(response));
  let opened = 0;
  follow(baseUrl, { lastEventId: "41", onOpen: () => (opened += 1) });
  await waitFor(() => opened === 1, { what: "the stream to open" });
  expect(calls.find(isStream)?.headers["last-event-id"]).toBe("41");
});

it("reconnects after an ended stream, a spent ticket and a 503, and reports each opening", async () => {
  const { baseUrl } = await serveStream((response, count) => {
    if (count === 1) begin(response).end();
    else if (count === 2) refuse(response, 401, "unauthenticated");
    else if (count === 3) refuse(response, 503, "unavailable");
    else begin(response).write(event(4));
  });
  let opened = 0;
  const { received } = follow(baseUrl, { onOpen: () => (opened += 1) });
  await waitFor(() => received.length === 1, { what: "the event of the fourth connection" });
  expect(opened).toBe(2);
});

it("real-clients 5a: resumes behind the beginning of a stream that brought nothing", async () => {
  const { baseUrl, calls } = await serveStream((response, count) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const ready = "id: 7\nevent: ready\nretry: 1\ndata: {}\n\n";
    response.write(ready, () => (count === 1 ? response.socket?.destroy() : response.write(event(8))));
  });
  const { received } = follow(baseUrl);
  await waitFor(() => received.length === 1, { what: "the event of the second connection" });
  expect(calls.filter(isStream).map(({ headers }) => headers["last-event-id"])).toEqual([undefined, "7"]);
});

it("hangs up when it is aborted, also a connection that is old", async () => {
  const left = Promise.withResolvers<void>();
  const { baseUrl } = await serveStream((response) => void begin(response).once("close", left.resolve));
  let opened = 0;
  const { ended, stop } = follow(baseUrl, { onOpen: () => (opened += 1) });
  await waitFor(() => opened === 1, { what: "the stream to open" });
  // What only leads from one signal to the next is gone by then.
  await collectGarbage();
  stop.abort();
  await left.promise;
  await expect(ended).resolves.toBeUndefined();
});

it("makes a connection again that has fallen silent", async () => {
  const { baseUrl, calls } = await serve((_, response) => begin(response));
  const stop = new AbortController();
  const ended = followEvents(
    (_, signal) => fetch(baseUrl, { signal }),
    { onEvent: () => {}, signal: stop.signal },
    50,
  );
  await waitFor(() => calls.length === 2, { what: "a second connection" });
  stop.abort();
  await ended;
});

it("ends when the session has ended, and when the handler throws", async () => {
  const { baseUrl } = await serve((_, response) => refuse(response, 401, "unauthenticated"));
  await expect(follow(baseUrl).ended).rejects.toMatchObject({ problem: { code: "unauthenticated" } });

  const good = await serveStream((response) => begin(response).write(event(1)));
  const onEvent = () => {
    throw new Error("the app broke");
  };
  await expect(follow(good.baseUrl, { onEvent }).ended).rejects.toThrow("the app broke");
});

it("ends when the place to resume from is none", async () => {
  const { baseUrl } = await serveStream((response) => refuse(response, 400, "invalid_request"));
  await expect(follow(baseUrl, { lastEventId: "nonsense" }).ended).rejects.toMatchObject({
    problem: { code: "invalid_request" },
  });
});
