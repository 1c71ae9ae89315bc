import { randomBytes } from "node:crypto";
import { AccountRegistered, SignedIn, TokenPair, VerificationRequested } from "@vc/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, PASSWORD, type TestApp } from "../../test/build-test-app.ts";
import { endSessionsOfBackup } from "./end-sessions.ts";
import { createSessionStore } from "./store.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.stop());

const registration = (email: string) => ({
  email,
  password: PASSWORD,
  displayName: "Léa Martin",
  locale: "fr",
});

describe("registering", () => {
  it("R40: opens an account, signs it in and publishes events in sequence", async () => {
    const answer = await test.post("/v1/auth/register", registration("Lea@Example.org"));
    expect(answer.status).toBe(201);
    const { account, accessToken, expiresIn } = SignedIn.parse(answer.body);
    expect(account).toMatchObject({
      email: "lea@example.org",
      emailVerified: false,
      displayName: "Léa Martin",
      bio: "",
      locale: "fr",
      roles: ["user"],
    });
    expect(expiresIn).toBe(600);
    expect((await test.call("GET", "/v1/me", { token: accessToken })).body).toEqual(account);

    const registered = await test.neighbours.heard(
      AccountRegistered,
      ({ accountId }) => accountId === account.id,
    );
    const { id, pendingEmail: _private, ...rest } = account;
    expect(registered).toMatchObject({ aggregateId: id, sequence: 1, data: { accountId: id, ...rest } });
    const mail = await test.neighbours.heard(
      VerificationRequested,
      ({ accountId }) => accountId === account.id,
    );
    expect(mail).toMatchObject({ sequence: 2, data: { email: "lea@example.org", locale: "fr" } });
  });

  it("R40: has one account for one address, however it is written", async () => {
    await test.aPerson("twice@example.org");
    const answer = await test.post("/v1/auth/register", registration("Twice@Example.ORG"));
    expect(answer).toMatchObject({ status: 409, body: { code: "email_taken" } });
  });

  it("R40: lets one of several simultaneous registrations of an address win, with one event", async () => {
    const tries = Array.from({ length: 4 }, () =>
      test.post("/v1/auth/register", registration("race@example.org")),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([201, 409, 409, 409]);
    // An event published after all of them arrives after all of them: the outbox keeps the order.
    const { account } = await test.aPerson();
    await test.neighbours.heard(AccountRegistered, ({ accountId }) => accountId === account.id);
    expect(test.neighbours.timesHeard(AccountRegistered, ({ email }) => email === "race@example.org")).toBe(
      1,
    );
    expect(
      await test.platform.db.collection("accounts").find({ email: "race@example.org" }).toArray(),
    ).toHaveLength(1);
  });

  it("names everything that is wrong with the input", async () => {
    const body = { email: "no address", password: "short", displayName: "a\nb", locale: "de", role: "admin" };
    const answer = await test.post("/v1/auth/register", body);
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    const paths = answer.body.errors.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(expect.arrayContaining(["email", "password", "displayName", "locale"]));
  });

  it("keeps neither password nor tokens readable", async () => {
    const { account, refreshToken } = await test.aPerson();
    const mailToken = await test.mailed(VerificationRequested, account.id);
    const collections = ["accounts", "sessions", "emailed_tokens", "spent_refresh_tokens"];
    const kept = await Promise.all(
      collections.map((name) => test.platform.db.collection(name).find().toArray()),
    );
    const text = JSON.stringify(kept);
    expect(text).toContain(account.id);
    for (const secret of [PASSWORD, refreshToken, mailToken]) expect(text).not.toContain(secret);
  });
});

describe("logging in", () => {
  it("R40: opens a session with the right password, for the address in any case", async () => {
    const { account } = await test.aPerson("login@example.org");
    const answer = await test.logIn("LOGIN@example.org");
    expect(answer.status).toBe(200);
    expect(SignedIn.parse(answer.body).account).toEqual(account);
  });

  it("R40: answers a wrong password and an unknown address alike", async () => {
    await test.aPerson("known@example.org");
    const wrong = await test.logIn("known@example.org", "wrong horse battery");
    const unknown = await test.logIn("unknown@example.org", "wrong horse battery");
    expect(wrong).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    const { instance: _of, ...shown } = wrong.body;
    expect(unknown).toMatchObject({ status: 401, body: shown });
  });

  it("refuses a body that is none", async () => {
    expect((await test.post("/v1/auth/login", { email: "a@example.org" })).body).toMatchObject({
      status: 400,
      errors: [{ path: "password" }],
    });
  });
});

describe("refreshing", () => {
  it("R40: exchanges each refresh token once for a new pair", async () => {
    const { refreshToken } = await test.aPerson();
    const second = await test.refresh(refreshToken);
    expect(second.status).toBe(200);
    const pair = TokenPair.parse(second.body);
    expect(pair.refreshToken).not.toBe(refreshToken);
    expect((await test.call("GET", "/v1/me", { token: pair.accessToken })).status).toBe(200);
    expect((await test.refresh(pair.refreshToken)).status).toBe(200);
  });

  it("R40: ends the whole session when a spent token comes again", async () => {
    const { account, refreshToken } = await test.aPerson("stolen@example.org");
    const other = (await test.logIn(account.email)).body.refreshToken;
    const second = (await test.refresh(refreshToken)).body.refreshToken;
    const third = (await test.refresh(second)).body.refreshToken;

    expect(await test.refresh(refreshToken)).toMatchObject({
      status: 401,
      body: { code: "unauthenticated" },
    });
    expect((await test.refresh(third)).status).toBe(401);
    // Another session of the same person has nothing to do with it.
    expect((await test.refresh(other)).status).toBe(200);
  });

  it("R40: lets one of several simultaneous refreshes of one token win", async () => {
    const { refreshToken } = await test.aPerson();
    const answers = await Promise.all(Array.from({ length: 4 }, () => test.refresh(refreshToken)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401]);
  });

  it("R40: does not end the session of who merely lost the race", async () => {
    const { account } = await test.aPerson();
    const sessions = createSessionStore(test.platform.database, randomBytes(32));
    const now = test.clock.now();
    const expiresAt = new Date(now.getTime() + DAY_MS);
    const { refreshToken: token } = await sessions.open(
      { accountId: account.id, deviceId: null },
      now,
      expiresAt,
    );
    const found = await sessions.findByToken(token);
    if (found === null) throw new Error("the session was not opened");
    const { session } = found;
    // Both have read the token as current; now both want to put a new one in its place.
    const [first, second] = [
      await sessions.rotate(session, session, token, { now, latestEnd: expiresAt }),
      await sessions.rotate(session, session, token, { now, latestEnd: expiresAt }),
    ];
    expect(second).toBeNull();
    expect((await test.refresh(first ?? "")).status).toBe(200);
  });

  const repeat = (refreshToken: string, deviceToken?: string) =>
    test.post("/v1/auth/refresh", { refreshToken, ...(deviceToken && { deviceToken }) });

  it("hunt U1: gives the same device the same tokens again for 30 s, and the session lives on", async () => {
    const { refreshToken, deviceToken } = await test.aPerson();
    const answers = await Promise.all(Array.from({ length: 4 }, () => repeat(refreshToken, deviceToken)));
    const tokens = new Set(answers.map(({ body }) => body.refreshToken));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(tokens.size).toBe(1);
    const [second = ""] = tokens;
    const third = (await repeat(second, deviceToken)).body.refreshToken;
    test.clock.advance(29_999);
    // A tab that is two refreshes behind gets the token that is good now.
    expect((await repeat(refreshToken, deviceToken)).body.refreshToken).toBe(third);
    expect((await repeat(third, deviceToken)).status).toBe(200);
  });

  it("hunt U1: ends the session when it comes later, or from another device", async () => {
    const [late, stolen] = [await test.aPerson(), await test.aPerson()];
    const next = (await repeat(late.refreshToken, late.deviceToken)).body.refreshToken;
    test.clock.advance(30_000);
    expect((await repeat(late.refreshToken, late.deviceToken)).status).toBe(401);
    expect((await repeat(next, late.deviceToken)).status).toBe(401);

    const owners = (await repeat(stolen.refreshToken, stolen.deviceToken)).body.refreshToken;
    const thief = (await test.aPerson()).deviceToken;
    expect((await repeat(stolen.refreshToken, thief)).status).toBe(401);
    expect((await repeat(owners, stolen.deviceToken)).status).toBe(401);
  });

  it("security 23: keeps a spent token for as long as its session can live, so that its reuse is recognised", async () => {
    const { account, refreshToken } = await test.aPerson();
    test.clock.advance(25 * DAY_MS);
    expect((await test.refresh(refreshToken)).status).toBe(200);
    const { db } = test.platform;
    const session = await db.collection("sessions").findOne({ accountId: account.id });
    const spent = await db.collection("spent_refresh_tokens").findOne({ sessionId: session?._id });
    expect(spent?.expiresAt).toEqual(new Date(session?.createdAt.getTime() + 180 * DAY_MS));
  });

  it("R40: refuses a token that was not used in time, and one that never was", async () => {
    const { refreshToken } = await test.aPerson();
    test.clock.advance(30 * DAY_MS);
    expect(await test.refresh(refreshToken)).toMatchObject({
      status: 401,
      body: { code: "unauthenticated" },
    });
    expect((await test.refresh("nonsense")).status).toBe(401);
    expect((await test.post("/v1/auth/refresh", {})).status).toBe(400);
  });

  it("R40: refuses an access token after its ten minutes", async () => {
    const { accessToken } = await test.aPerson();
    const me = () => test.call("GET", "/v1/me", { token: accessToken });
    expect((await me()).status).toBe(200);
    test.clock.advance(600_000);
    expect(await me()).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
  });
});

describe("logging out", () => {
  it("R40: ends the session of the token, and bears being repeated", async () => {
    const { account, refreshToken } = await test.aPerson();
    const other = (await test.logIn(account.email)).body.refreshToken;
    expect((await test.post("/v1/auth/logout", { refreshToken })).status).toBe(204);
    expect((await test.post("/v1/auth/logout", { refreshToken })).status).toBe(204);
    expect((await test.post("/v1/auth/logout", { refreshToken: "nonsense" })).status).toBe(204);
    expect((await test.refresh(refreshToken)).status).toBe(401);
    expect((await test.refresh(other)).status).toBe(200);
  });

  it("R40: ends every session of the account, and of no other", async () => {
    const { account, accessToken, refreshToken } = await test.aPerson();
    const other = (await test.logIn(account.email)).body.refreshToken;
    const stranger = await test.aPerson();
    expect((await test.post("/v1/auth/logout-all", undefined, accessToken)).status).toBe(204);
    expect((await test.refresh(refreshToken)).status).toBe(401);
    expect((await test.refresh(other)).status).toBe(401);
    expect((await test.refresh(stranger.refreshToken)).status).toBe(200);
  });

  it("needs to know who asks for it", async () => {
    expect((await test.post("/v1/auth/logout-all")).status).toBe(401);
    expect((await test.post("/v1/auth/logout", {})).status).toBe(400);
  });
});

describe("after a backup was restored", () => {
  it("R40: an operator ends every session, and people log in again", async () => {
    const [first, second] = [await test.aPerson(), await test.aPerson()];
    await test.post("/v1/auth/logout", { refreshToken: second.refreshToken });
    const sessions = createSessionStore(test.platform.database, randomBytes(32));
    expect(await endSessionsOfBackup(sessions, test.clock.now())).toBeGreaterThanOrEqual(1);
    expect((await test.refresh(first.refreshToken)).status).toBe(401);
    expect(await endSessionsOfBackup(sessions, test.clock.now())).toBe(0);
    expect((await test.logIn(first.account.email)).status).toBe(200);
  });
});
