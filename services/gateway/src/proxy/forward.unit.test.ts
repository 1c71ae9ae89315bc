import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { buffer } from "node:stream/consumers";
import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import fastify, { type FastifyReply } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { aService, bodyOf, gatewaysOfATest, type TestGateway } from "../../test/build-test-gateway.ts";
import { routingTable } from "../routing/routing-table.ts";

const { aGateway, onStop, stopAll } = gatewaysOfATest();
afterEach(stopAll);

/** A request with headers that `fetch` refuses to send. */
async function rawRequest(
  url: string,
  headers: Record<string, string>,
  path?: string,
): Promise<IncomingMessage> {
  const sent = httpRequest(url, { headers, ...(path ? { path } : {}) }).end();
  const [answer] = await once(sent, "response");
  return answer;
}

async function jsonOf(answer: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

describe("routing", () => {
  it("gives every prefix of the API to its service, and all others to the web app, with path and query unchanged", async () => {
    const gateway = await aGateway();
    for (const { prefix, service } of routingTable) {
      for (const path of [prefix, `${prefix === "/" ? "" : prefix}/some%20thing?q=a%26b&q=2`]) {
        expect(await (await gateway.get(path)).json()).toMatchObject({ service, method: "GET", url: path });
      }
    }
  });

  it("knows no other paths of the API, nor ways out of a prefix", async () => {
    const gateway = await aGateway();
    for (const path of ["/v1/messages", "/v1", "/v1/orders-secret"]) {
      const answer = await gateway.get(path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get("content-type")).toContain("application/problem+json");
      expect(await answer.json()).toMatchObject({ code: "not_found" });
    }
    for (const path of ["/internal", "/.well-known/jwks.json"]) {
      expect(await (await gateway.get(path)).json()).toMatchObject({ service: "web" });
    }
    for (const path of ["/v1/orders/../../metrics", "/v1/orders/%2e%2e/%2e%2e/metrics"]) {
      // `path` beside the address, because an address would be tidied before it is sent.
      const climbing = await rawRequest(gateway.url, {}, path);
      expect(await jsonOf(climbing)).toMatchObject({ status: 400, code: "invalid_request" });
    }
  });

  it("refuses methods that no service has with 405, and answers OPTIONS outside of browsers", async () => {
    const gateway = await aGateway();
    const ask = (method: string, path: string) =>
      fetch(`${gateway.url}${path}`, { method, headers: { authorization: "Bearer nonsense" } });
    for (const path of ["/v1/orders", "/v1/orders/some/thing"]) {
      const answer = await ask("QUERY", path);
      expect(answer.status).toBe(405);
      expect(answer.headers.get("allow")).toBe("DELETE, GET, HEAD, PATCH, POST, PUT");
      expect(await answer.json()).toMatchObject({ code: "method_not_allowed" });
    }
    expect((await ask("PUT", "/v1/nowhere")).status).toBe(404);
    const write = await ask("POST", "/some/page");
    expect(write.status).toBe(405);
    expect(write.headers.get("allow")).toBe("GET, HEAD");
    expect((await ask("OPTIONS", "/v1/orders")).status).toBe(204);
  });

  it("answers an address that it cannot read with a problem", async () => {
    const gateway = await aGateway();
    const answer = await rawRequest(gateway.url, {}, "/v1/orders/%C3%28");
    expect(await jsonOf(answer)).toMatchObject({ status: 400, code: "invalid_request" });
  });

  it("forwards bodies of every kind byte for byte", async () => {
    const gateway = await aGateway();
    const bodies = [
      ["application/json", '{ "spaces":  "stay", "order": 1 }'],
      ["application/json", "{ broken"],
      ["text/csv", "a;b"],
      ["multipart/form-data; boundary=x", "--x\r\n\r\n--x--"],
    ] as const;
    for (const [type, body] of bodies) {
      const answer = await fetch(`${gateway.url}/v1/payments/webhooks/platform`, {
        method: "POST",
        headers: { "content-type": type, "stripe-signature": "t=1,v1=abc" },
        body,
      });
      expect(await answer.json()).toMatchObject({
        body,
        headers: { "content-type": type, "stripe-signature": "t=1,v1=abc" },
      });
    }
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const answer = await fetch(`${gateway.url}/v1/orders/x`, { method });
      expect(await answer.json()).toMatchObject({ method, body: null });
    }
  });
});

describe("headers to a service", () => {
  it("is the request's id, made here, which comes back to the client", async () => {
    const gateway = await aGateway();
    const answer = await gateway.get("/v1/orders");
    const id = answer.headers.get("x-request-id");
    expect(id).toMatch(/^[\w-]{36}$/);
    expect((await bodyOf(answer)).headers["x-request-id"]).toBe(id);
    const given = await gateway.get("/v1/orders", { "x-request-id": "clients-own-0001" });
    expect((await bodyOf(given)).headers["x-request-id"]).toBe("clients-own-0001");
    const forged = await gateway.get("/v1/orders", { "x-request-id": "{json}" });
    expect((await bodyOf(forged)).headers["x-request-id"]).not.toBe("{json}");
  });

  it("is the client's address as the gateway sees it, not as the client claims", async () => {
    const gateway = await aGateway();
    const claims = {
      "x-forwarded-for": "203.0.113.1",
      forwarded: "for=203.0.113.1",
      "x-forwarded-proto": "https",
    };
    const { headers } = await bodyOf(await gateway.get("/v1/orders", claims));
    expect(headers).toMatchObject({ "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "http" });
    expect(headers.forwarded).toBeUndefined();
  });

  it("is what a trusted proxy says of the client", async () => {
    const gateway = await aGateway({ settings: { TRUSTED_PROXIES: "127.0.0.1" } });
    const { headers } = await bodyOf(await gateway.get("/v1/orders", { "x-forwarded-for": "203.0.113.1" }));
    expect(headers["x-forwarded-for"]).toBe("203.0.113.1");
  });

  it("is nothing about the client's own connection", async () => {
    const gateway = await aGateway();
    const answer = await rawRequest(`${gateway.url}/v1/orders`, {
      connection: "keep-alive, x-only-for-you",
      "keep-alive": "timeout=5",
      "x-only-for-you": "1",
      te: "trailers",
      "proxy-authorization": "Basic x",
      authorization: "Basic passes",
    });
    const { headers } = await jsonOf(answer);
    for (const name of ["x-only-for-you", "te", "proxy-authorization"]) expect(headers[name]).toBeUndefined();
    expect(headers.authorization).toBe("Basic passes");
  });
});

describe("headers to a client", () => {
  it("has every header once, also where both sides would send it", async () => {
    const service = aService("orders");
    service.addHook("onSend", async (_request, reply) => {
      void reply.headers({ "x-content-type-options": "nosniff", etag: '"1"', "keep-alive": "timeout=99" });
    });
    const gateway = await aGateway({ services: { orders: service } });
    const answer = await rawRequest(`${gateway.url}/v1/orders`, { origin: "https://app.example.org" });
    const names = answer.rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
    expect(answer.headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "access-control-allow-origin": "*",
      etag: '"1"',
    });
    expect(answer.headers["keep-alive"]).not.toBe("timeout=99");
    answer.destroy();
  });

  it("is a service's refusal as it was given", async () => {
    const service = fastify();
    service.get("/v1/orders/x", async (_request, reply) =>
      reply
        .code(409)
        .type("application/problem+json")
        .header("retry-after", "7")
        .send('{"code":"price_changed"}'),
    );
    const gateway = await aGateway({ services: { orders: service } });
    const answer = await gateway.get("/v1/orders/x");
    expect(answer.status).toBe(409);
    expect(answer.headers.get("retry-after")).toBe("7");
    expect(await answer.json()).toEqual({ code: "price_changed" });
  });

  it("is compressed as the client accepts it, and passes as it is where its bytes count", async () => {
    const service = fastify();
    const text = JSON.stringify("a listing".repeat(1_000));
    const packed = gzipSync(text);
    const send = (reply: FastifyReply) => reply.type("application/json; charset=utf-8").send(text);
    service.get("/v1/listings/plain", async (_request, reply) => send(reply));
    service.get("/v1/listings/versioned", async (_request, reply) => send(reply.header("etag", '"1"')));
    service.get("/v1/listings/short", async () => ({ id: 1 }));
    service.get("/v1/listings/packed", async (_request, reply) =>
      reply.header("content-encoding", "gzip").send(packed),
    );
    const gateway = await aGateway({ services: { catalog: service } });
    const wanted = { "accept-encoding": "gzip, br" };
    const plain = await rawRequest(`${gateway.url}/v1/listings/plain`, wanted);
    expect(plain.headers).toMatchObject({ "content-encoding": "br", vary: "accept-encoding" });
    expect(brotliDecompressSync(await buffer(plain)).toString()).toBe(text);
    const older = await rawRequest(`${gateway.url}/v1/listings/plain`, { "accept-encoding": "gzip" });
    expect(gunzipSync(await buffer(older)).toString()).toBe(text);
    for (const path of ["versioned", "short"]) {
      const answer = await rawRequest(`${gateway.url}/v1/listings/${path}`, wanted);
      expect(answer.headers["content-encoding"]).toBeUndefined();
      await buffer(answer);
    }
    const passed = await rawRequest(`${gateway.url}/v1/listings/packed`, wanted);
    expect(passed.headers["content-encoding"]).toBe("gzip");
    expect(await buffer(passed)).toEqual(packed);
  });

  it("real-clients 11f: is the part that the client asks for, byte for byte", async () => {
    const service = fastify();
    const text = "0123456789".repeat(500);
    service.get("/v1/orders/x/files/y", async ({ headers }, reply) => {
      expect(headers).toMatchObject({ range: "bytes=10-2009", "if-range": '"1"' });
      void reply.code(206).headers({ etag: '"1"', "content-range": "bytes 10-2009/5000" });
      return reply.type("text/plain").send(text.slice(10, 2_010));
    });
    const gateway = await aGateway({ services: { orders: service } });
    const asked = { range: "bytes=10-2009", "if-range": '"1"', "accept-encoding": "br, gzip" };
    const part = await rawRequest(`${gateway.url}/v1/orders/x/files/y`, asked);
    expect(part).toMatchObject({ statusCode: 206, headers: { "content-range": "bytes 10-2009/5000" } });
    expect(part.headers["content-encoding"]).toBeUndefined();
    expect((await buffer(part)).toString()).toBe(text.slice(10, 2_010));
  });

  it("lets web pages of allowed origins call", async () => {
    const origin = "https://app.example.org";
    const gateway = await aGateway({ settings: { CORS_ORIGINS: `https://other.example.org, ${origin}` } });
    const preflight = (from: string) =>
      fetch(`${gateway.url}/v1/orders`, {
        method: "OPTIONS",
        headers: { origin: from, "access-control-request-method": "POST" },
      });
    const allowed = await preflight(origin);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe(origin);
    expect(
      (await preflight("https://evil.example.org")).headers.get("access-control-allow-origin"),
    ).toBeNull();
    const answer = await gateway.get("/v1/orders", { origin });
    expect(answer.headers.get("access-control-expose-headers")).toContain("idempotency-replayed");
  });
});

describe("a service that is away", () => {
  const post = (gateway: TestGateway, body = "{}") =>
    fetch(`${gateway.url}/v1/orders`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });

  it("is a 503 that says when to try again, for reads and writes, and for that service only", async () => {
    const gateway = await aGateway({ services: { orders: null } });
    for (const answer of [
      await gateway.get("/v1/orders"),
      await post(gateway),
      await post(gateway, "x".repeat(200_000)),
    ]) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get("content-type")).toContain("application/problem+json");
      expect(answer.headers.get("retry-after")).toBe("1");
      expect(await answer.json()).toMatchObject({ status: 503, code: "unavailable" });
    }
    expect((await gateway.get("/v1/listings")).status).toBe(200);
    expect((await gateway.get("/health/ready")).status).toBe(200);
  });

  it("is asked again for a read whose connection broke, and never for a write", async () => {
    let asked = 0;
    const flaky = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => {
        asked += 1;
        if (asked === 2) socket.end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok");
        else socket.destroy();
      });
    }).listen(0, "127.0.0.1");
    await once(flaky, "listening");
    onStop(async () => flaky.close());
    const { port } = flaky.address() as AddressInfo;
    const gateway = await aGateway({ services: { orders: `http://127.0.0.1:${port}` } });
    expect(await (await gateway.get("/v1/orders")).text()).toBe("ok");
    expect(asked).toBe(2);
    const write = await post(gateway);
    expect(write.status).toBe(503);
    expect(asked).toBe(3);
  });

  it("is found by its name, at each of the name's addresses", async () => {
    const service = aService("orders");
    await service.listen({ host: "127.0.0.1", port: 0 });
    onStop(() => service.close());
    const { port } = service.server.address() as AddressInfo;
    // On many machines localhost is ::1 as well, where no process listens.
    const gateway = await aGateway({ services: { orders: `http://localhost:${port}` } });
    for (let count = 0; count < 4; count++) {
      expect((await gateway.get("/v1/orders")).status).toBe(200);
      expect((await post(gateway)).status).toBe(200);
    }
  });

  it("is a 504 when it takes too long", async () => {
    const slow = fastify();
    slow.get("/v1/orders", () => new Promise(() => {}));
    const gateway = await aGateway({ services: { orders: slow }, settings: { UPSTREAM_TIMEOUT_MS: "100" } });
    const answer = await gateway.get("/v1/orders");
    expect(answer.status).toBe(504);
    expect(await answer.json()).toMatchObject({ code: "upstream_timeout" });
  });

  it("is found again as soon as it is back", async () => {
    const gateway = await aGateway();
    const [orders] = gateway.services.slice(2);
    const place = orders?.server.address() as AddressInfo;
    expect((await gateway.get("/v1/orders")).status).toBe(200);
    orders?.server.closeAllConnections();
    await orders?.close();
    expect((await gateway.get("/v1/orders")).status).toBe(503);
    const again = aService("orders");
    onStop(() => again.close());
    await again.listen({ host: "127.0.0.1", port: place.port });
    expect((await gateway.get("/v1/orders")).status).toBe(200);
  });
});
