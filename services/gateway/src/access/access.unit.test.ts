import { withChangedSignature } from "@vc/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  aService,
  bodyOf,
  buildTestGateway,
  gatewaysOfATest,
  type TestGateway,
} from "../../test/build-test-gateway.ts";

const { aGateway, stopAll } = gatewaysOfATest();
afterEach(stopAll);

describe("a token", () => {
  const accountId = "account_01jd3zxsdgf3r8yq0v5m9k2w7c";
  let gateway: TestGateway;
  const withToken = (path: string, token: string) => gateway.get(path, { authorization: `Bearer ${token}` });
  const anHourAgo = () => new Date(Date.now() - 3_600_000);
  beforeAll(async () => {
    gateway = await buildTestGateway();
  });
  afterAll(() => gateway.stop());

  it("that is good passes, and so does a request without one", async () => {
    const token = gateway.keys.tokenFor({ accountId });
    const answer = await withToken("/v1/orders", token);
    expect((await bodyOf(answer)).headers.authorization).toBe(`Bearer ${token}`);
    expect((await gateway.get("/v1/listings")).status).toBe(200);
  });

  it("that is expired, foreign or nonsense is refused before the service is asked", async () => {
    const bad = [
      gateway.keys.tokenFor({ accountId, issuedAt: anHourAgo() }),
      gateway.keys.tokenFor({ accountId, audience: "another-platform" }),
      withChangedSignature(gateway.keys.tokenFor({ accountId })),
      "nonsense",
      "with space and ü".replace("ü", "?"),
    ];
    for (const token of bad) {
      const answer = await withToken("/v1/listings", token);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toContain("Bearer");
      expect(await answer.json()).toMatchObject({ code: "unauthenticated" });
    }
  });

  it("that is stale does not prevent a new sign-in", async () => {
    const stale = gateway.keys.tokenFor({ accountId, issuedAt: anHourAgo() });
    for (const path of ["login", "refresh", "logout", "register", "verify-email", "reset-password"]) {
      expect((await withToken(`/v1/auth/${path}`, stale)).status).toBe(200);
    }
  });

  it("is left to the services where the keys cannot be had", async () => {
    const keyless = await aGateway({ services: { accounts: null } });
    const answer = await keyless.get("/v1/orders", { authorization: "Bearer nonsense" });
    // Structurally wrong: no key is needed to see it.
    expect(answer.status).toBe(401);
    const token = gateway.keys.tokenFor({ accountId });
    expect((await keyless.get("/v1/orders", { authorization: `Bearer ${token}` })).status).toBe(200);
  });
});

describe("limits", () => {
  it("bound the requests of an account or an address, each for itself, and never the health checks", async () => {
    const gateway = await aGateway({ settings: { RATE_LIMIT_PER_MINUTE: "3" } });
    const token = gateway.keys.tokenFor({ accountId: "account_01jd3zxsdgf3r8yq0v5m9k2w7d" });
    const statuses = async (headers: Record<string, string>) => {
      const all = [];
      for (let count = 0; count < 4; count++) all.push((await gateway.get("/v1/orders", headers)).status);
      return all;
    };
    expect(await statuses({})).toEqual([200, 200, 200, 429]);
    expect(await statuses({ authorization: `Bearer ${token}` })).toEqual([200, 200, 200, 429]);
    const refused = await gateway.get("/v1/listings");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ status: 429, code: "too_many_requests" });
    for (let count = 0; count < 4; count++) expect((await gateway.get("/health/live")).status).toBe(200);
  });

  it("real-clients 11j: of a service's own refusal say nothing that its Retry-After contradicts", async () => {
    const accounts = aService("accounts");
    accounts.addHook("onSend", async (request, reply) => {
      if (request.url === "/v1/auth/login") reply.code(429).header("retry-after", "602");
    });
    const gateway = await aGateway({ services: { accounts } });
    const login = await fetch(`${gateway.url}/v1/auth/login`, { method: "POST" });
    expect([login.status, login.headers.get("retry-after")]).toEqual([429, "602"]);
    for (const name of ["limit", "remaining", "reset"])
      expect(login.headers.has(`ratelimit-${name}`)).toBe(false);
    expect((await gateway.get("/v1/listings")).headers.has("ratelimit-remaining")).toBe(true);
  });

  it("count refused tokens by address, and the signed webhooks of Stripe apart from all else", async () => {
    const gateway = await aGateway({ settings: { RATE_LIMIT_PER_MINUTE: "3" } });
    const bad = { authorization: "Bearer nonsense" };
    const refused = [];
    for (let count = 0; count < 5; count++) refused.push((await gateway.get("/v1/orders", bad)).status);
    expect(refused).toEqual([401, 401, 401, 429, 429]);
    const webhook = () =>
      fetch(`${gateway.url}/v1/payments/webhooks/platform`, { method: "POST", body: "{}" });
    for (let count = 0; count < 40; count++) expect((await webhook()).status).toBe(200);
    expect((await gateway.get("/v1/orders")).status).toBe(200);
  });

  it("include the documents, which are large", async () => {
    const gateway = await aGateway({ settings: { RATE_LIMIT_PER_MINUTE: "1" } });
    const statuses = [];
    for (let count = 0; count < 6; count++) statuses.push((await gateway.get("/openapi.json")).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });
});
