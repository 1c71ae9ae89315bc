import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { Account, defineEndpoints, euros, id, Problem } from "@vc/contracts";
import { signToken, testKeys, withChangedSignature } from "@vc/testing";
import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { TOKEN_AUDIENCE, TOKEN_ISSUER } from "./access-tokens.ts";
import { addEndpoint } from "./add-endpoint.ts";
import { systemClock } from "./clock.ts";
import { createLogger } from "./logger.ts";
import { HttpProblem } from "./problem.ts";
import { buildServer } from "./server.ts";
import type { TokenKeys } from "./token-keys.ts";

const accountId = "account_01jd3zxsdgf3r8yq0v5m9k2w7c";
const orderId = "order_01jd3zxsdgf3r8yq0v5m9k2w7d";

class PartIsAway extends Error {}

const keys = testKeys();
const nowS = Math.floor(Date.now() / 1_000);
const sign = (claims: object = {}, lifeS = 600) =>
  signToken(
    { alg: "EdDSA", kid: keys.kid },
    {
      iss: TOKEN_ISSUER,
      aud: TOKEN_AUDIENCE,
      sub: accountId,
      exp: nowS + lifeS,
      roles: ["user"],
      email_verified: true,
      ...claims,
    },
    keys.privateKey,
  );

const Ok = z.object({ ok: z.boolean() });
const example = { tag: "example", summary: "An example" } as const;
const endpoints = defineEndpoints("example", {
  getThing: {
    ...example,
    method: "GET",
    path: "/v1/things/:thingId",
    access: "signed_in",
    params: z.object({ thingId: id("order") }),
    answers: { 200: z.object({ accountId: z.string() }) },
  },
  makeThing: {
    ...example,
    method: "POST",
    path: "/v1/things",
    access: "public",
    body: z.strictObject({ name: z.string().min(1), price: z.strictObject({ amount: z.int() }) }),
    answers: { 201: Account },
    problems: ["price_changed"],
  },
  makeOther: {
    ...example,
    method: "POST",
    path: "/v1/others",
    access: "public",
    answers: { 204: z.null() },
    problems: ["idempotency_conflict"],
  },
  askStaff: {
    ...example,
    method: "POST",
    path: "/v1/staff",
    access: { roles: ["mediator"] },
    answers: { 200: Ok },
  },
  getBroken: { ...example, method: "GET", path: "/v1/broken", access: "public", answers: { 200: Ok } },
  getForeign: { ...example, method: "GET", path: "/v1/elsewhere", access: "public", answers: { 200: Ok } },
  getStored: { ...example, method: "GET", path: "/v1/stored", access: "public", answers: { 200: Ok } },
  listThings: {
    ...example,
    method: "GET",
    path: "/v1/lists",
    access: "public",
    query: z.object({
      q: z.string().optional(),
      limit: z.coerce.number().int().min(1).default(20),
      most: z.coerce.number().int().min(0).optional(),
    }),
    answers: { 200: z.object({ asked: z.string() }) },
  },
  removeThings: {
    ...example,
    method: "DELETE",
    path: "/v1/things",
    access: "public",
    answers: { 204: z.null() },
  },
});

async function aServer(log?: { write: (line: string) => void }, tokenKeys: TokenKeys = keys.tokenKeys) {
  const app = await buildServer({
    service: "example",
    log: createLogger({ service: "example", level: log ? "info" : "silent" }, log),
    registry: new Registry(),
    tokenKeys,
    clock: systemClock,
    readiness: async () => ({ database: { ready: false, detail: "not reachable" } }),
    isUnavailable: (error) => error instanceof PartIsAway,
  });
  addEndpoint(app, endpoints.getThing, ({ caller }) => ({ accountId: caller.accountId }));
  addEndpoint(app, endpoints.makeThing, () => {
    throw new HttpProblem(409, "price_changed", "The price is another now.", { extra: { total: euros(5) } });
  });
  addEndpoint(app, endpoints.makeOther, () => {
    throw new HttpProblem(409, "idempotency_conflict");
  });
  addEndpoint(app, endpoints.askStaff, () => ({ ok: true }));
  addEndpoint(app, endpoints.getBroken, () => {
    throw new Error("secret query {password: 1}");
  });
  addEndpoint(app, endpoints.getForeign, () => {
    throw Object.assign(new Error("Invalid API Key provided: sk_live_x"), { statusCode: 401 });
  });
  addEndpoint(app, endpoints.getStored, () => {
    throw new PartIsAway("connection to db-1:27017 closed");
  });
  addEndpoint(app, endpoints.listThings, ({ query }) => ({ asked: JSON.stringify(query) }));
  addEndpoint(app, endpoints.removeThings, () => "dropped, since the answer is empty");
  return app;
}

describe("a server", () => {
  it("hunt F17: takes a Content-Type without a body, where none is wanted", async () => {
    const app = await aServer();
    const headers = { "content-type": "application/json" };
    expect((await app.inject({ method: "DELETE", url: "/v1/things", headers })).statusCode).toBe(204);
    const staff = { ...headers, authorization: `Bearer ${sign({ roles: ["mediator"] })}` };
    expect((await app.inject({ method: "POST", url: "/v1/staff", headers: staff })).statusCode).toBe(200);
    const missing = await app.inject({ method: "POST", url: "/v1/things", headers });
    expect(missing.json()).toMatchObject({ status: 400, code: "invalid_request" });
  });

  it("hunt F18: reads an empty filter as none, and no number that is not decimal", async () => {
    const app = await aServer();
    const ask = (query: string) => app.inject({ url: `/v1/lists?${query}` });
    expect((await ask("q=&most=&limit=")).json()).toEqual({ asked: JSON.stringify({ limit: 20 }) });
    expect((await ask("q=0x1F4&most=12")).json()).toEqual({
      asked: JSON.stringify({ q: "0x1F4", limit: 20, most: 12 }),
    });
    for (const most of ["0x1F4", "1e3", "Infinity", "twelve"]) {
      expect((await ask(`most=${most}`)).json()).toMatchObject({ status: 400, errors: [{ path: "most" }] });
    }
  });

  it("answers bad input with 400 and the path of every error", async () => {
    const app = await aServer();
    const answer = await app.inject({
      method: "POST",
      url: "/v1/things",
      payload: { name: "", price: { amount: 1.5 }, other: 1 },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    const problem = Problem.parse(answer.json());
    expect(problem.code).toBe("invalid_request");
    expect(problem.errors?.map((error) => error.path)).toEqual(
      expect.arrayContaining(["name", "price.amount"]),
    );
  });

  it("answers broken JSON with 400 and another content type with 415", async () => {
    const app = await aServer();
    const post = (type: string, payload: string) =>
      app.inject({ method: "POST", url: "/v1/things", headers: { "content-type": type }, payload });
    expect((await post("application/json", "{")).json()).toMatchObject({
      status: 400,
      code: "invalid_request",
    });
    expect((await post("text/csv", "a")).json()).toMatchObject({
      status: 415,
      code: "unsupported_media_type",
    });
  });

  it("shows a refusal with its code and what it adds", async () => {
    const app = await aServer();
    const answer = await app.inject({
      method: "POST",
      url: "/v1/things",
      payload: { name: "a", price: { amount: 1 } },
    });
    expect(answer.json()).toMatchObject({ status: 409, code: "price_changed", total: euros(5) });
  });

  it("hides what broke, and gives an id to quote", async () => {
    const app = await aServer();
    const answer = await app.inject({ url: "/v1/broken", headers: { "x-request-id": "request-0001" } });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain("secret");
    expect(answer.json()).toMatchObject({ code: "internal_error", instance: "urn:request:request-0001" });
  });

  it("does not take another library's status and words for its own", async () => {
    const app = await aServer();
    const answer = await app.inject({ url: "/v1/elsewhere" });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain("sk_live");
  });

  it("takes a request that its client broke off for no fault of its own", async () => {
    const lines: string[] = [];
    const app = await aServer({ write: (line) => void lines.push(line) });
    await app.listen({ host: "127.0.0.1", port: 0 });
    // Nothing else is listened to by a server that was told a port.
    const socket = connect((app.server.address() as AddressInfo).port, "127.0.0.1");
    const asked = once(app.server, "request");
    const head = [
      "POST /v1/things HTTP/1.1",
      "Host: x",
      "Content-Type: application/json",
      "Content-Length: 99",
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n{"`);
    await asked;
    socket.destroy();
    await expect.poll(() => lines.join("")).toContain("the client broke off its request");
    expect(lines.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
    await app.close();
  });

  it("answers 503 with Retry-After while a part that it needs is away", async () => {
    const app = await aServer();
    const answer = await app.inject({ url: "/v1/stored" });
    expect(answer.json()).toMatchObject({ status: 503, code: "unavailable" });
    expect(answer.headers["retry-after"]).toBe("1");
    expect(answer.headers["x-service-unavailable"]).toBe("true");
    expect(answer.body).not.toMatch(/db-1/);
  });

  it("lets only valid tokens in: none, expired, tampered and foreign ones are 401", async () => {
    const app = await aServer();
    const get = (token?: string) =>
      app.inject({
        url: `/v1/things/${orderId}`,
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });
    const valid = sign();
    const [, body] = valid.split(".");
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${body}.`;
    expect((await get(valid)).json()).toEqual({ accountId });
    for (const token of [undefined, sign({}, -1), unsigned, withChangedSignature(valid)]) {
      const answer = await get(token);
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toMatchObject({ code: "unauthenticated" });
    }
  });

  it("answers 503 when the keys cannot be had, instead of calling a token invalid", async () => {
    const app = await aServer(undefined, async () => {
      throw new TypeError("fetch failed");
    });
    const answer = await app.inject({
      url: `/v1/things/${orderId}`,
      headers: { authorization: `Bearer ${sign()}` },
    });
    expect(answer.json()).toMatchObject({ status: 503, code: "unavailable" });
    expect(answer.headers["retry-after"]).toBe("1");
    // Accounts is away, not this service.
    expect(answer.headers).not.toHaveProperty("x-service-unavailable");
  });

  it("asks for the role that a route names", async () => {
    const app = await aServer();
    const post = async (roles: string[]) =>
      app.inject({
        method: "POST",
        url: "/v1/staff",
        headers: { authorization: `Bearer ${sign({ roles })}` },
      });
    expect((await post(["user"])).statusCode).toBe(403);
    expect((await post(["user", "mediator"])).statusCode).toBe(200);
  });

  it("refuses a route that does not say who may call it", async () => {
    const app = await aServer();
    expect(() => app.get("/v1/forgotten", async () => ({}))).toThrow("does not say who may call it");
  });

  it("answers an address that it cannot read as it answers everything else", async () => {
    const app = await aServer();
    for (const [url, status, code] of [
      [`/v1/things/${"x".repeat(300)}`, 414, "uri_too_long"],
      ["/v1/things/%C3%28", 400, "invalid_request"],
    ] as const) {
      const answer = await app.inject({ url });
      expect(answer.headers["content-type"]).toContain("application/problem+json");
      expect(answer.json()).toMatchObject({ status, code });
    }
  });

  it("hunt F24: has nothing at a path whose last part is empty", async () => {
    const app = await aServer();
    for (const method of ["GET", "HEAD"] as const) {
      expect((await app.inject({ method, url: "/v1/things/?a=b" })).statusCode).toBe(404);
    }
  });

  it("answers 405 with what is allowed where only the method is wrong", async () => {
    const app = await aServer();
    const ask = async (method: "PUT" | "PATCH" | "DELETE", url: string) => {
      const { statusCode, headers } = await app.inject({ method, url });
      return { statusCode, allow: headers.allow };
    };
    expect(await ask("PUT", "/v1/things")).toEqual({ statusCode: 405, allow: "DELETE, POST" });
    expect(await ask("DELETE", `/v1/things/${orderId}?a=b`)).toEqual({
      statusCode: 405,
      allow: "GET, HEAD",
    });
    expect((await app.inject({ method: "PATCH", url: "/v1/staff" })).json()).toMatchObject({
      status: 405,
      code: "method_not_allowed",
    });
    expect(await ask("DELETE", "/v1/things/")).toEqual({ statusCode: 404, allow: undefined });
  });

  it("answers 204 without a body, 404 for unknown paths, 503 while a part is not ready", async () => {
    const app = await aServer();
    expect((await app.inject({ method: "DELETE", url: "/v1/things" })).statusCode).toBe(204);
    expect((await app.inject({ url: "/v1/nowhere" })).json()).toMatchObject({ code: "not_found" });
    expect((await app.inject({ url: "/health/live" })).statusCode).toBe(200);
    expect((await app.inject({ url: "/health/ready" })).statusCode).toBe(503);
    expect((await app.inject({ url: "/metrics" })).body).toContain("http_request_duration_seconds");
  });

  it("security 23: says when to repeat a request whose first one still runs", async () => {
    const { statusCode, headers } = await (await aServer()).inject({ method: "POST", url: "/v1/others" });
    expect([statusCode, headers["retry-after"]]).toEqual([409, "1"]);
  });

  it("security 23: is live while it has too much to do, and refuses other requests with 503", async () => {
    const app = await aServer();
    await app.ready();
    const until = Date.now() + 2_600;
    while (Date.now() < until) {
      // Nothing else runs meanwhile.
    }
    // The delay is looked at once a second.
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await app.inject({ url: "/v1/lists" })).statusCode).toBe(503);
    expect((await app.inject({ url: "/health/live" })).statusCode).toBe(200);
    await app.close();
  });
});
