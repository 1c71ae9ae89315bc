import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterEach, expect, it } from "vitest";
import { waitFor } from "../wait-for.ts";
import { must, mustRefuse } from "./answer.ts";
import { apiClient, newIdempotencyKey } from "./api-client.ts";

type Handler = (request: IncomingMessage, response: ServerResponse, call: number) => void;

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function serve(handler: Handler): Promise<{ baseUrl: string; calls: IncomingMessage[] }> {
  const calls: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    calls.push(request);
    request.resume();
    handler(request, response, calls.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  return { baseUrl: `http://127.0.0.1:${address.port}`, calls };
}

function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const type = status < 400 ? "application/json" : "application/problem+json";
  response.writeHead(status, { "content-type": type, ...headers }).end(JSON.stringify(body));
}
const problem = (status: number, code: string) => ({ type: "about:blank", title: code, status, code });

it("waits out broken connections and 503 with the same Idempotency-Key", async () => {
  const { baseUrl, calls } = await serve((request, response, call) => {
    if (call === 1) request.socket.destroy();
    else if (call === 2) answer(response, 503, problem(503, "unavailable"), { "retry-after": "0" });
    else answer(response, 201, { id: "order_1" });
  });
  const idempotencyKey = newIdempotencyKey();
  const api = apiClient({ baseUrl });
  expect(must(await api.post("/v1/orders", { listingId: "l" }, { idempotencyKey }))).toEqual({
    id: "order_1",
  });
  expect(calls.map((call) => call.headers["idempotency-key"])).toEqual([
    idempotencyKey,
    idempotencyKey,
    idempotencyKey,
  ]);
});

it("sends a POST without a key once, whatever becomes of it", async () => {
  const { baseUrl, calls } = await serve((request) => request.socket.destroy());
  await expect(apiClient({ baseUrl }).post("/v1/listings", {})).rejects.toThrow("no answer from");
  expect(calls).toHaveLength(1);
});

it("hands a refusal over as a value, with its code and the path of each error", async () => {
  const errors = [{ path: "title", message: "too short" }];
  const { baseUrl } = await serve((_, response) =>
    answer(response, 400, { ...problem(400, "invalid_request"), errors }),
  );
  const refusal = await apiClient({ baseUrl }).post("/v1/listings", {});
  expect(mustRefuse(refusal)).toMatchObject({ code: "invalid_request", errors });
  expect(() => must(refusal)).toThrow("400 invalid_request: invalid_request\n  title: too short");
});

it("renews an expired token once for all requests that need it", async () => {
  let renewals = 0;
  const { baseUrl } = await serve((request, response) => {
    if (request.url === "/v1/auth/refresh") {
      renewals += 1;
      answer(response, 200, { accessToken: "new", expiresIn: 600, refreshToken: "next" });
    } else if (request.headers.authorization === "Bearer new") answer(response, 200, { id: "account_1" });
    else answer(response, 401, problem(401, "unauthenticated"));
  });
  const api = apiClient({ baseUrl, session: { accessToken: "old", refreshToken: "first" } });
  const answers = await Promise.all([api.get("/v1/me"), api.get("/v1/me")]);
  expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
  expect(renewals).toBe(1);
  expect(api.session()).toMatchObject({ accessToken: "new", refreshToken: "next" });
});

it("takes up a broken event stream after the last event that it saw", async () => {
  const { baseUrl, calls } = await serve((_, response, call) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(`id: ${call}\nevent: order\ndata: {"n":${call}}\n\n`, () => {
      if (call === 1) response.destroy();
    });
  });
  const stream = apiClient({ baseUrl }).events();
  await stream.opened;
  await waitFor(() => stream.received.length === 2, { what: "two events over two connections" });
  stream.close();
  expect(stream.received.map(({ id, name, data }) => ({ id, name, data }))).toEqual([
    { id: "1", name: "order", data: { n: 1 } },
    { id: "2", name: "order", data: { n: 2 } },
  ]);
  expect(calls.map((call) => call.headers["last-event-id"])).toEqual([undefined, "1"]);
});

it("rejects the opening of an event stream that is refused", async () => {
  const { baseUrl } = await serve((_, response) => answer(response, 403, problem(403, "forbidden")));
  await expect(apiClient({ baseUrl }).events().opened).rejects.toThrow("refused with 403");
});
