import { randomBytes } from "node:crypto";
import { EmailChanged, PasswordResetRequested, VerificationRequested } from "@vc/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccountChanger } from "../src/accounts/change-account.ts";
import { createAccountStore } from "../src/accounts/store.ts";
import { accountsConfig, lifetimesOf } from "../src/config.ts";
import { createDeviceTokens } from "../src/devices/device-tokens.ts";
import { createEmailedTokens } from "../src/emailed-tokens/emailed-tokens.ts";
import { createPasswords } from "../src/passwords/passwords.ts";
import { createSignIn } from "../src/sessions/sign-in.ts";
import { createSessionStore } from "../src/sessions/store.ts";
import { buildTestApp, PASSWORD, type TestApp } from "./build-test-app.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const NEW_PASSWORD = "staple and horse";
let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.stop());

let changes = 0;
/** An owner with a verified address, and a person who knows the password and has asked for another address. */
async function aTakeover() {
  const owner = await test.aPerson();
  await test.verify(owner.account.id);
  const email = `evil-${++changes}@example.org`;
  const asked = await test.post("/v1/me/change-email", { email, password: PASSWORD }, owner.accessToken);
  expect(asked.status).toBe(204);
  const token = await test.mailed(VerificationRequested, owner.account.id, email);
  return { ...owner, evil: email, token };
}
const follow = (token: string) => test.post("/v1/auth/verify-email", { token });
const undo = (token: string, password = NEW_PASSWORD) =>
  test.post("/v1/auth/undo-email-change", { token, password });
const undoLink = async (accountId: string, email: string) =>
  (await test.neighbours.heard(EmailChanged, (data) => data.accountId === accountId && data.email === email))
    .data.token;
async function resetLink(accountId: string, email: string) {
  expect((await test.post("/v1/auth/forgot-password", { email })).status).toBe(202);
  return test.mailed(PasswordResetRequested, accountId, email);
}

describe("a new password", () => {
  it("security 1: ends a change of the address that a person who knew the old one asked for", async () => {
    const { account, accessToken, token } = await aTakeover();
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    expect((await test.post("/v1/me/change-password", change, accessToken)).status).toBe(204);
    expect((await follow(token)).status).toBe(400);
    const { status, body } = await test.logIn(account.email, NEW_PASSWORD);
    expect({ status, pending: body.account.pendingEmail }).toEqual({ status: 200, pending: null });
  });

  it("security 1: ends it also by a link, with every other link to a new password", async () => {
    const { account, token } = await aTakeover();
    const other = await resetLink(account.id, account.email);
    await test.post("/v1/auth/forgot-password", { email: account.email });
    const second = await test.neighbours.heard(
      PasswordResetRequested,
      (data) => data.accountId === account.id && data.token !== other,
    );
    const reset = { token: second.data.token, password: NEW_PASSWORD };
    expect((await test.post("/v1/auth/reset-password", reset)).status).toBe(204);
    expect((await test.post("/v1/auth/reset-password", { ...reset, token: other })).status).toBe(400);
    expect((await follow(token)).status).toBe(400);
  });

  it("security 18: ends a log-in with the old one that is under way", async () => {
    const { account, accessToken } = await test.aPerson();
    const { database, bus } = test.platform;
    const accounts = createAccountStore(database);
    const tokens = createEmailedTokens(database, {
      verification: 1,
      password_reset: 1,
      email_change_undo: 1,
    });
    const passwords = createPasswords();
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    const signIn = createSignIn({
      bus,
      clock: test.clock,
      accounts,
      changer: createAccountChanger({ accounts, tokens, clock: test.clock }),
      passwords: {
        ...passwords,
        // The password is right when it is compared, and another one a moment later.
        matches: async (...given) => {
          const isRight = await passwords.matches(...given);
          expect((await test.post("/v1/me/change-password", change, accessToken)).status).toBe(204);
          return isRight;
        },
      },
      sessions: createSessionStore(database, randomBytes(32)),
      devices: createDeviceTokens(randomBytes(32)),
      lifetimes: lifetimesOf(
        accountsConfig.parse({
          PORT: "0",
          JWKS_URL: "http://127.0.0.1/unused",
          MONGO_URL: "mongodb://unused",
          MONGO_DATABASE: "unused",
          AMQP_URL: "amqp://unused",
          TOKEN_SIGNING_KEY: "unused",
        }),
      ),
    });
    await expect(signIn.logIn({ email: account.email, password: PASSWORD })).rejects.toMatchObject({
      status: 401,
    });
    const open = test.platform.db.collection("sessions").find({ accountId: account.id, state: "active" });
    expect(await open.toArray()).toEqual([]);
  });
});

describe("a change of the e-mail address that is done", () => {
  it("security 1: is told to the former address, and undone from there for 14 days", async () => {
    const { account, refreshToken, evil, token } = await aTakeover();
    expect((await follow(token)).status).toBe(204);
    const link = await undoLink(account.id, account.email);
    expect((await undo(link, "short")).body.errors).toMatchObject([{ path: "password" }]);
    test.clock.advance(14 * DAY_MS - 1);
    expect((await undo(link)).status).toBe(204);
    expect((await test.logIn(evil)).status).toBe(401);
    expect((await test.logIn(account.email)).status).toBe(401);
    expect((await test.refresh(refreshToken)).status).toBe(401);
    expect((await test.logIn(account.email, NEW_PASSWORD)).body.account).toMatchObject({
      id: account.id,
      email: account.email,
      emailVerified: true,
      pendingEmail: null,
    });
    expect((await undo(link)).status).toBe(400);
    expect((await follow(token)).status).toBe(400);
  });

  it("security 1: stands after 14 days", async () => {
    const { account, evil, token } = await aTakeover();
    await follow(token);
    const link = await undoLink(account.id, account.email);
    test.clock.advance(14 * DAY_MS);
    expect((await undo(link)).status).toBe(400);
    expect((await test.logIn(evil)).status).toBe(200);
  });

  it("security 1: is undone with every change after it, also when the password was changed meanwhile", async () => {
    const { account, evil, token } = await aTakeover();
    await follow(token);
    const link = await undoLink(account.id, account.email);
    const thief = (await test.logIn(evil)).body;
    const change = { currentPassword: PASSWORD, newPassword: "the thief's own one" };
    expect((await test.post("/v1/me/change-password", change, thief.accessToken)).status).toBe(204);
    const again = (await test.logIn(evil, change.newPassword)).body;
    test.clock.advance(1);
    const worse = { email: `worse-${account.id}@example.org`, password: change.newPassword };
    expect((await test.post("/v1/me/change-email", worse, again.accessToken)).status).toBe(204);
    await follow(await test.mailed(VerificationRequested, account.id, worse.email));
    const thiefsLink = await undoLink(account.id, evil);

    expect((await undo(link)).status).toBe(204);
    expect((await undo(thiefsLink, change.newPassword)).status).toBe(400);
    expect((await test.logIn(account.email, NEW_PASSWORD)).status).toBe(200);
  });

  it("security 1: leaves the former address to its account for as long as it can be undone", async () => {
    const { account, token } = await aTakeover();
    await follow(token);
    const link = await undoLink(account.id, account.email);
    const person = { email: account.email, password: PASSWORD, displayName: "Thief", locale: "fr" };
    const taken = { status: 409, body: { code: "email_taken" } };
    expect(await test.post("/v1/auth/register", person)).toMatchObject(taken);
    const other = await test.aPerson();
    const wish = { email: account.email, password: PASSWORD };
    expect(await test.post("/v1/me/change-email", wish, other.accessToken)).toMatchObject(taken);
    test.clock.advance(14 * DAY_MS);
    expect((await test.post("/v1/auth/register", person)).status).toBe(201);
    expect((await undo(link)).status).toBe(400);
  });
});
