import { PasswordResetRequested } from "@vc/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, PASSWORD, type TestApp } from "../../test/build-test-app.ts";

const MINUTE_MS = 60_000;
let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp({
    RATE_LIMIT_SCALE: "1",
    LIMIT_PASSWORD_TRIES_PER_ADDRESS: "3",
    LIMIT_PASSWORD_TRIES_PER_ACCOUNT: "10",
    LIMIT_REQUESTS_PER_ADDRESS: "8",
    LIMIT_REGISTRATIONS_PER_ADDRESS: "8",
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
  it("R40, security 9, real-clients 11l: stop guessing from one address, and leave the owner at another one alone", async () => {
    const { account } = await test.aPerson("victim@example.org");
    const addresses = { "203.0.113.1": account.email, "203.0.113.3": "unknown@example.org" };
    for (const [address, email] of Object.entries(addresses)) {
      const tries = [];
      for (let number = 0; number < 4; number++) tries.push((await tryPassword(address, email)).status);
      expect(tries).toEqual([401, 401, 401, 429]);
    }
    const refused = await tryPassword("203.0.113.1", account.email, PASSWORD);
    expect(refused).toMatchObject({ status: 429, body: { code: "too_many_requests" } });
    expect((await tryPassword("203.0.113.9", account.email, PASSWORD)).status).toBe(200);
    const wait = Number(refused.headers["retry-after"]);
    expect(wait).toBeGreaterThan(0);
    test.clock.advance(wait * 1_000);
    expect((await tryPassword("203.0.113.1", account.email, PASSWORD)).status).toBe(200);
  });

  it("security 9: do not count right passwords", async () => {
    const { account } = await test.aPerson();
    for (let number = 1; number <= 6; number++) {
      expect((await tryPassword("203.0.113.2", account.email, PASSWORD)).status).toBe(200);
    }
  });

  it("security 9: stop guessing from many addresses far later, and never on a device that has signed in before", async () => {
    const { account, deviceToken } = await test.aPerson("guessed@example.org");
    const tries = [];
    for (let last = 1; last <= 4; last++) {
      for (let number = 0; number < 3; number++) {
        tries.push((await tryPassword(`203.0.113.${20 + last}`, account.email)).status);
      }
    }
    expect(tries).toEqual([...Array(10).fill(401), 429, 429]);
    expect((await tryPassword("203.0.113.30", account.email, PASSWORD)).status).toBe(429);
    const known = (password: string, address = "203.0.113.21") =>
      from(address, "/v1/auth/login", { email: account.email, password, deviceToken });
    const again = await known(PASSWORD);
    expect(again.status).toBe(200);
    // It stays the same device, with a bound of its own.
    for (let number = 0; number < 3; number++) expect((await known("wrong horse battery")).status).toBe(401);
    expect((await known(PASSWORD, "203.0.113.31")).status).toBe(429);
    const other = await test.aPerson();
    const foreign = { email: account.email, password: PASSWORD, deviceToken: other.deviceToken };
    expect((await from("203.0.113.32", "/v1/auth/login", foreign)).status).toBe(429);
  });

  it("security 9: bound mails with a link without keeping the owner from asking for one", async () => {
    const { account } = await test.aPerson();
    const ask = (address: string) => from(address, "/v1/auth/forgot-password", { email: account.email });
    await ask("203.0.113.40");
    const first = await test.neighbours.heard(
      PasswordResetRequested,
      ({ accountId }) => accountId === account.id,
    );
    for (let number = 0; number < 3; number++) expect((await ask("203.0.113.40")).status).toBe(202);
    expect((await ask("203.0.113.41")).status).toBe(202);
    // What was published before an event of another aggregate arrives before it: the outbox keeps the order.
    const { account: other } = await test.aPerson();
    await from("203.0.113.42", "/v1/auth/forgot-password", { email: other.email });
    await test.neighbours.heard(PasswordResetRequested, ({ accountId }) => accountId === other.id);
    await test.neighbours.heard(
      PasswordResetRequested,
      ({ accountId, token }) => accountId === account.id && token !== first.data.token,
    );
    expect(
      test.neighbours.timesHeard(PasswordResetRequested, ({ accountId }) => accountId === account.id),
    ).toBe(2);
    // The owner opens the link that is at hand, whatever strangers have asked for since.
    const reset = { token: first.data.token, password: "staple and horse" };
    expect((await test.post("/v1/auth/reset-password", reset)).status).toBe(204);
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

  it("bound registrations of an address", async () => {
    const register = (number: number) =>
      from("192.0.2.1", "/v1/auth/register", {
        email: `new-${number}@example.org`,
        password: PASSWORD,
        displayName: "New",
        locale: "en",
      });
    const registrations = [];
    for (let number = 1; number <= 9; number++) registrations.push((await register(number)).status);
    expect(registrations).toEqual([...Array(8).fill(201), 429]);
  });

  it("R42: are counted in the database, by all instances together, and keep no address there", async () => {
    const windows = test.platform.db.collection("rate_limit_windows");
    const before = await windows.countDocuments();
    await tryPassword("203.0.113.77", "shared@example.org");
    const kept = await windows.find().toArray();
    // One for the network address, one for the account from there, one for the account.
    expect(kept.length).toBe(before + 3);
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
