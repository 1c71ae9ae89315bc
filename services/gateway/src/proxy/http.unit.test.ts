import { once } from "node:events";
import { connect } from "node:net";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { createLogger, HttpProblem } from "@vc/http";
import { afterEach, describe, expect, it, vi } from "vitest";
import { gatewaysOfATest, type TestGateway } from "../../test/build-test-gateway.ts";
import { detachedBody, endSlowBody } from "./detached-body.ts";

const { aGateway, stopAll } = gatewaysOfATest();
afterEach(stopAll);

/** What a gateway answers to the bytes of a request, until it closes the connection. */
async function exchange(gateway: TestGateway, ...lines: string[]): Promise<{ head: string; body: string }> {
  const { port, hostname } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
  return { head, body };
}

describe("HTTP at the door", () => {
  it("takes the absolute form, whose authority is the host (RFC 9112, 3.2.2)", async () => {
    const gateway = await aGateway();
    for (const target of ["http://shop.example/v1/categories", "HTTP://shop.example//v1/categories"]) {
      const { head, body } = await exchange(
        gateway,
        `GET ${target} HTTP/1.1`,
        "Host: other",
        "Connection: close",
      );
      expect(head).toContain("200 OK");
      expect(JSON.parse(body)).toMatchObject({
        service: "catalog",
        url: "/v1/categories",
        headers: { "x-forwarded-host": "shop.example" },
      });
    }
    const bare = await exchange(gateway, "GET http://shop.example HTTP/1.1", "Host: x", "Connection: close");
    expect(JSON.parse(bare.body)).toMatchObject({ service: "web", url: "/" });
  });

  it("takes a path that begins with two slashes for a path", async () => {
    const gateway = await aGateway();
    const { body } = await exchange(gateway, "GET //evil.example/x HTTP/1.1", "Host: x", "Connection: close");
    expect(JSON.parse(body)).toMatchObject({ service: "web", url: "/evil.example/x" });
  });

  it.each([
    ["400", ["GET /v1/categories HTTP/1.1", "Host: a", "Host: b", "Connection: close"]],
    ["400", ["GET /v1/categories HTTP/1.1", "Connection: close"]],
    ["400", ["POST /v1/orders HTTP/1.1", "Host: a", "Content-Length: 1", "Transfer-Encoding: chunked"]],
    ["431", ["GET / HTTP/1.1", "Host: a", `X-Long: ${"x".repeat(20_000)}`]],
  ])("answers %s to what is no request, as a problem", async (status, lines) => {
    const gateway = await aGateway();
    const { head, body } = await exchange(gateway, ...lines);
    expect(head).toContain(`HTTP/1.1 ${status} `);
    expect(head.toLowerCase()).toContain("content-type: application/problem+json");
    expect(JSON.parse(body)).toMatchObject({ status: Number(status) });
  });

  it("does not serve its metrics, which are for the platform's own network", async () => {
    const gateway = await aGateway();
    expect(await (await gateway.get("/metrics")).json()).toMatchObject({ service: "web" });
    expect(await gateway.metrics()).toContain("gateway_circuit_open");
  });

  it("lets pages of other origins read the names of downloads and where a thing was made", async () => {
    const gateway = await aGateway();
    const answer = await gateway.get("/v1/orders", { origin: "https://app.example.org" });
    const exposed = answer.headers.get("access-control-expose-headers")?.split(", ");
    expect(exposed).toEqual(expect.arrayContaining(["content-disposition", "location", "www-authenticate"]));
  });

  it("takes a form for a form however its media type is written (RFC 9110, 8.3.1)", async () => {
    const gateway = await aGateway();
    const answer = await fetch(`${gateway.url}/v1/orders/x/files`, {
      method: "POST",
      headers: { "content-type": "Multipart/Form-Data; boundary=x" },
      body: "x".repeat(400_000),
    });
    expect(answer.status).toBe(200);
  });

  it("revalidates its documents instead of sending them again", async () => {
    const gateway = await aGateway();
    for (const path of ["/openapi.json", "/docs/js/scalar.js"]) {
      const first = await gateway.get(path, { "accept-encoding": "br" });
      await first.text();
      expect(first.headers.get("cache-control")).toBe("public, max-age=3600");
      expect(first.headers.get("content-encoding")).toBe("br");
      const again = await gateway.get(path, { "if-none-match": first.headers.get("etag") ?? "" });
      expect(again.status).toBe(304);
      expect(await again.text()).toBe("");
    }
  });
});

describe("a body that comes byte by byte", () => {
  afterEach(() => vi.useRealTimers());

  it("is not waited for longer than 30 s, and is refused with 408", async () => {
    vi.useFakeTimers();
    const raw = Object.assign(new PassThrough(), { complete: false });
    // As much of a request as the body needs.
    const request = raw as unknown as Parameters<typeof detachedBody>[0];
    const body = detachedBody(request, raw);
    endSlowBody(request, body);
    const failed = once(body, "error");
    vi.advanceTimersByTime(30_000);
    const [problem] = await failed;
    expect(problem).toBeInstanceOf(HttpProblem);
    expect(problem).toMatchObject({ status: 408, code: "request_timeout" });
  });

  it("may be complete in time", () => {
    vi.useFakeTimers();
    const raw = Object.assign(new PassThrough(), { complete: false });
    const request = raw as unknown as Parameters<typeof detachedBody>[0];
    const body = detachedBody(request, raw);
    endSlowBody(request, body);
    raw.emit("end");
    vi.advanceTimersByTime(60_000);
    expect(body.destroyed).toBe(false);
  });
});

describe("a proxy in front", () => {
  it("that is not in TRUSTED_PROXIES is logged, once an hour, since its visitors count as one", async () => {
    const lines: string[] = [];
    const log = createLogger(
      { service: "gateway", level: "warn" },
      { write: (line) => void lines.push(line) },
    );
    const gateway = await aGateway({ log });
    for (let count = 0; count < 3; count++)
      await gateway.get("/v1/orders", { "x-forwarded-for": "203.0.113.7" });
    expect(lines.filter((line) => line.includes("TRUSTED_PROXIES"))).toHaveLength(1);
    const trusting = await aGateway({ log, settings: { TRUSTED_PROXIES: "loopback" } });
    const answer = await trusting.get("/v1/orders", { "x-forwarded-for": "203.0.113.7" });
    expect(await answer.json()).toMatchObject({ headers: { "x-forwarded-for": "203.0.113.7" } });
    expect(lines.filter((line) => line.includes("TRUSTED_PROXIES"))).toHaveLength(1);
  });
});
