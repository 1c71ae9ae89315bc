import { request as httpRequest } from "node:http";
import fastify from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { gatewaysOfATest } from "../../test/build-test-gateway.ts";

const { aGateway, stopAll } = gatewaysOfATest();
afterEach(stopAll);

describe("streams", () => {
  it("forwards the head and each event of an event stream before the stream ends, and its end", async () => {
    const service = fastify();
    const { promise: opened, resolve: open } = Promise.withResolvers<import("node:http").ServerResponse>();
    service.get("/v1/notifications/stream", (_request, reply) => {
      reply.hijack();
      reply.raw.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
      open(reply.raw);
    });
    const gateway = await aGateway({ services: { notifications: service } });
    const answer = await gateway.get("/v1/notifications/stream");
    expect(answer.headers.get("content-type")).toBe("text/event-stream");
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    const upstream = await opened;
    for (const event of ["data: one\n\n", "data: two\n\n"]) {
      upstream.write(event);
      expect(await reader?.read()).toEqual({ done: false, value: event });
    }
    upstream.end();
    expect(await reader?.read()).toEqual({ done: true, value: undefined });
  });

  it("real-clients 5c: tells an EventSource to come again while the service is away, and other clients the truth", async () => {
    const service = fastify();
    service.get("/v1/notifications/stream", (_request, reply) => reply.code(503).send({}));
    const gateway = await aGateway({ services: { notifications: service } });
    const ask = (headers: Record<string, string>) =>
      fetch(`${gateway.url}/v1/notifications/stream`, { headers });
    const answer = await ask({ accept: "text/event-stream" });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
    expect(await answer.text()).toBe("retry: 2000\n\n");
    expect((await ask({ accept: "*/*" })).status).toBe(503);
  });

  it("gives the client a service's early refusal of an upload, and keeps the connection usable", async () => {
    const service = fastify();
    service.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    // Refuses without reading more than a little.
    service.post("/v1/orders/x/files", async (_request, reply) => reply.code(403).send({}));
    const gateway = await aGateway({ services: { orders: service } });
    for (let count = 0; count < 3; count++) {
      const form = new FormData();
      form.set("file", new Blob([Buffer.alloc(16 * 1024 * 1024)]), "large");
      const answer = await fetch(`${gateway.url}/v1/orders/x/files`, { method: "POST", body: form });
      expect(answer.status).toBe(403);
      await answer.text();
    }
  });

  it("refuses a body that no service takes, by its announced length, and keeps the connection usable", async () => {
    const gateway = await aGateway();
    for (let count = 0; count < 3; count++) {
      const answer = await fetch(`${gateway.url}/v1/orders`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: Buffer.alloc(8 * 1024 * 1024, "x"),
      });
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ code: "payload_too_large" });
    }
  });

  it("refuses a body in a content coding, which no service would unpack", async () => {
    const gateway = await aGateway();
    const ask = (coding: string) =>
      fetch(`${gateway.url}/v1/orders`, {
        method: "POST",
        headers: { "content-type": "application/json", "content-encoding": coding },
        body: "{}",
      });
    expect((await ask("identity")).status).toBe(200);
    const answer = await ask("gzip");
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ code: "unsupported_media_type" });
  });

  it("ends an upload at the service when the client breaks it off", async () => {
    const service = fastify();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: broken, resolve: breakOff } = Promise.withResolvers<unknown>();
    service.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    service.post("/v1/orders/x/files", async (request) => {
      request.raw.once("data", () => begin());
      request.raw.once("error", breakOff);
      return broken;
    });
    const gateway = await aGateway({ services: { orders: service } });
    const upload = httpRequest(`${gateway.url}/v1/orders/x/files`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
    });
    upload.on("error", () => {});
    upload.write("first");
    await begun;
    upload.destroy();
    expect(await broken).toBeInstanceOf(Error);
  });

  it("ends a service's stream when the client leaves", async () => {
    const service = fastify();
    const { promise: left, resolve: leave } = Promise.withResolvers<void>();
    service.get("/v1/notifications/stream", (_request, reply) => {
      reply.hijack();
      reply.raw.writeHead(200, { "content-type": "text/event-stream" }).write("data: one\n\n");
      reply.raw.once("close", leave);
    });
    const gateway = await aGateway({ services: { notifications: service } });
    const client = new AbortController();
    const answer = await fetch(`${gateway.url}/v1/notifications/stream`, { signal: client.signal });
    await answer.body?.getReader().read();
    client.abort();
    await left;
  });

  it("streams a long answer whole, with its length", async () => {
    const service = fastify();
    const body = "0123456789".repeat(300_000);
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    service.get("/v1/orders/file", async (_request, reply) => {
      reply.hijack();
      reply.raw.writeHead(200, { "content-length": body.length }).write(body.slice(0, 10));
      await begun;
      reply.raw.end(body.slice(10));
    });
    const gateway = await aGateway({ services: { orders: service } });
    const answer = await gateway.get("/v1/orders/file", { "accept-encoding": "identity" });
    begin();
    expect(answer.headers.get("content-length")).toBe("3000000");
    expect(await answer.text()).toBe(body);
    const head = await fetch(`${gateway.url}/v1/orders/file`, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe("3000000");
    expect(await head.text()).toBe("");
  });

  it.each([
    ["is a problem where it is short", 1_000, 503],
    ["breaks off for the client where it is long", 1_000_000, 200],
  ])("a service's answer that breaks off in the middle %s", async (_what, length, status) => {
    const service = fastify();
    service.get("/v1/orders/half", (_request, reply) => {
      reply.hijack();
      reply.raw.writeHead(200, { "content-length": length });
      reply.raw.write("x".repeat(length / 2), () => reply.raw.destroy());
    });
    const gateway = await aGateway({ services: { orders: service } });
    const answer = await gateway.get("/v1/orders/half");
    expect(answer.status).toBe(status);
    if (status === 200) await expect(answer.text()).rejects.toThrow();
    else expect(await answer.json()).toMatchObject({ status, code: "unavailable" });
  });

  it("drops a short answer whose client has left, and continues", async () => {
    const service = fastify();
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    const { promise: left, resolve: leave } = Promise.withResolvers<void>();
    service.get("/v1/orders/slow", async () => {
      ask();
      await left;
      return { late: true };
    });
    const gateway = await aGateway({ services: { orders: service } });
    gateway.app.server.once("request", (request) => request.socket.once("close", leave));
    const client = new AbortController();
    const answer = fetch(`${gateway.url}/v1/orders/slow`, { signal: client.signal });
    await asked;
    client.abort();
    await expect(answer).rejects.toThrow();
    expect((await gateway.get("/v1/orders/slow")).status).toBe(200);
  });

  it("does not wait for event streams when it stops", async () => {
    const service = fastify();
    service.get("/v1/notifications/stream", (_request, reply) => {
      reply.hijack();
      reply.raw.writeHead(200, { "content-type": "text/event-stream" }).write("data: one\n\n");
    });
    const gateway = await aGateway({ services: { notifications: service } });
    const answer = await gateway.get("/v1/notifications/stream");
    const reader = answer.body?.getReader();
    await reader?.read();
    const ended = expect(reader?.read()).rejects.toThrow();
    await gateway.app.close();
    await ended;
  });

  it("forwards an upload while it is still being sent", async () => {
    const service = fastify();
    const { promise: firstArrived, resolve: arrive } = Promise.withResolvers<string>();
    service.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    service.post("/v1/orders/x/files", async (request) => {
      let size = 0;
      for await (const chunk of request.raw) {
        if (size === 0) arrive(String(chunk).slice(0, 5));
        size += chunk.length;
      }
      return { size };
    });
    const gateway = await aGateway({ services: { orders: service } });
    const rest = Buffer.alloc(4 * 1024 * 1024, "x");
    async function* body() {
      yield Buffer.from("first");
      // The second part is made only when the service has the first one in its hands.
      expect(await firstArrived).toBe("first");
      yield rest;
    }
    const answer = await fetch(`${gateway.url}/v1/orders/x/files`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: ReadableStream.from(body()),
      duplex: "half",
    });
    expect(await answer.json()).toEqual({ size: rest.length + 5 });
  });
});
