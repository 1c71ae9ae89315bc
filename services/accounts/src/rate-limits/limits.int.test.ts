import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, PASSWORD, type TestApp } from "../../test/build-test-app.ts";

const MINUTE_MS = 60_000;
let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp({
    RATE_LIMIT_SCALE: "1",
    LIMIT_PASSWORD_TRIES_PER_ACCOUNT: "3",
    LIMIT_REQUESTS_PER_ADDRESS: "8",
    LIMIT_REGISTRATIONS_PER_ADDRESS: "5",
    LIMIT_MAILS_PER_ACCOUNT: "2",
    TRUST_FORWARDED_FOR: "true",
  });
});
afterAll(() => test.stop());

/** A call from an address, as the gateway passes it on. */
const from = (address: string, url: string, body: object) =>
  test.call("POST", url, { body, headers: { "x-forwarded-for": address } });
const tryPassword = (address: string, email: string, password = "wrong horse battery") =>
  from(address, "/v1/auth/login", { email, password });

describe("limits", () => {
  it("R40: stop guessing at one account from many addresses, whether or not it exists", async () => {
    const { account } = await test.aPerson("victim@example.org");
    for (const email of [account.email, "unknown@example.org"]) {
      const tries = [];
      for (const last of [1, 2, 3, 4]) tries.push((await tryPassword(`203.0.113.${last}`, email)).status);
      expect(tries).toEqual([401, 401, 401, 429]);
    }
    const refused = await tryPassword("203.0.113.9", account.email, PASSWORD);
    expect(refused).toMatchObject({ status: 429, body: { code: "too_many_requests" } });
    const wait = Number(refused.headers["retry-after"]);
    expect(wait).toBeGreaterThan(0);
    test.clock.advance(wait * 1_000);
    expect((await tryPassword("203.0.113.9", account.email, PASSWORD)).status).toBe(200);
  });

  it("R40: stop one address that tries many accounts, and leave the others alone", async () => {
    const statuses = [];
    for (let number = 1; number <= 9; number++) {
      statuses.push((await tryPassword("198.51.100.1", `person-${number}@example.org`)).status);
    }
    expect(statuses).toEqual([...Array(8).fill(401), 429]);
    expect((await tryPassword("198.51.100.2", "other@example.org")).status).toBe(401);
    test.clock.advance(MINUTE_MS);
    expect((await tryPassword("198.51.100.1", "other@example.org")).status).toBe(401);
  });

  it("count a subscriber's whole IPv6 network as one address", async () => {
    const statuses = [];
    for (let number = 1; number <= 9; number++) {
      const address = `2001:db8:0:1::${number}`;
      statuses.push((await tryPassword(address, `other-${number}@example.org`)).status);
    }
    expect(statuses.at(-1)).toBe(429);
    expect((await tryPassword("2001:db8:0:2::1", "third@example.org")).status).toBe(401);
  });

  it("bound registrations of an address and mails to an account", async () => {
    const register = (number: number) =>
      from("192.0.2.1", "/v1/auth/register", {
        email: `new-${number}@example.org`,
        password: PASSWORD,
        displayName: "New",
        locale: "en",
      });
    const registrations = [];
    for (let number = 1; number <= 6; number++) registrations.push((await register(number)).status);
    expect(registrations).toEqual([201, 201, 201, 201, 201, 429]);

    const forgotten = [];
    for (let number = 1; number <= 3; number++) {
      const answer = await from(`192.0.2.${number}`, "/v1/auth/forgot-password", {
        email: "new-1@example.org",
      });
      forgotten.push(answer.status);
    }
    expect(forgotten).toEqual([202, 202, 429]);
  });

  it("R42: are counted in the database, by all instances together, and keep no address there", async () => {
    const windows = test.platform.db.collection("rate_limit_windows");
    const before = await windows.countDocuments();
    await tryPassword("203.0.113.77", "shared@example.org");
    const kept = await windows.find().toArray();
    // One for the network address, one for the account.
    expect(kept.length).toBe(before + 2);
    expect(JSON.stringify(kept)).not.toMatch(/shared|example|203\.0/);
  });
});

describe("an address that a client claims", () => {
  let untrusting: TestApp;
  beforeAll(async () => {
    untrusting = await buildTestApp({ RATE_LIMIT_SCALE: "1", LIMIT_REQUESTS_PER_ADDRESS: "2" });
  });
  afterAll(() => untrusting.stop());

  it("counts for nothing where no gateway is trusted", async () => {
    const statuses = [];
    for (const last of [1, 2, 3]) {
      const answer = await untrusting.call("POST", "/v1/auth/login", {
        body: { email: `a${last}@example.org`, password: PASSWORD },
        headers: { "x-forwarded-for": `203.0.113.${last}` },
      });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([401, 401, 429]);
  });
});
