import { AccountChanged, PasswordResetRequested } from "@vc/contracts";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, PASSWORD, type TestApp } from "../../test/build-test-app.ts";

const HOUR_MS = 60 * 60 * 1_000;
const NEW_PASSWORD = "staple and horse";
let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.stop());

const askReset = (email: string) => test.post("/v1/auth/forgot-password", { email });
const reset = (token: string, password = NEW_PASSWORD) =>
  test.post("/v1/auth/reset-password", { token, password });

/** Every request has been looked at: what was to be sent is sent. */
async function allRequestsHandled(): Promise<void> {
  const requests = test.platform.db.collection("password_reset_requests");
  await waitFor(async () => (await requests.findOne({})) === null, {
    what: "the reset requests to be handled",
  });
}

describe("a forgotten password", () => {
  it("R40: is replaced by the link in the mail, once, and every session ends", async () => {
    const { account, refreshToken } = await test.aPerson();
    const answer = await askReset(account.email.toUpperCase());
    expect(answer).toMatchObject({ status: 202, body: null });
    const mail = await test.neighbours.heard(
      PasswordResetRequested,
      ({ accountId }) => accountId === account.id,
    );
    expect(mail).toMatchObject({
      sequence: 3,
      data: { email: account.email, displayName: account.displayName, locale: "fr" },
    });
    expect((await reset(mail.data.token)).status).toBe(204);
    expect((await test.logIn(account.email)).status).toBe(401);
    expect((await test.logIn(account.email, NEW_PASSWORD)).status).toBe(200);
    expect((await test.refresh(refreshToken)).status).toBe(401);
    expect(await reset(mail.data.token, "another password")).toMatchObject({
      status: 400,
      body: { code: "invalid_request", errors: [{ path: "token" }] },
    });
  });

  it("R40: does not reveal whether an account exists", async () => {
    const { account } = await test.aPerson();
    const [known, unknown] = [await askReset(account.email), await askReset("unknown@example.org")];
    expect(unknown.status).toBe(known.status);
    expect(unknown.body).toEqual(known.body);
    await allRequestsHandled();
    await test.neighbours.heard(PasswordResetRequested, ({ accountId }) => accountId === account.id);
    expect(
      test.neighbours.timesHeard(PasswordResetRequested, ({ email }) => email === "unknown@example.org"),
    ).toBe(0);
  });

  it("R40: cannot be replaced an hour later", async () => {
    const { account } = await test.aPerson();
    await askReset(account.email);
    const token = await test.mailed(PasswordResetRequested, account.id);
    test.clock.advance(HOUR_MS);
    expect((await reset(token)).status).toBe(400);
    expect((await test.logIn(account.email)).status).toBe(200);
  });

  it("R40, security 9: is replaced by any link that is still good, once, and by one of two at once", async () => {
    const { account } = await test.aPerson();
    await askReset(account.email);
    const first = await test.mailed(PasswordResetRequested, account.id);
    await askReset(account.email);
    const second = await test.neighbours.heard(
      PasswordResetRequested,
      ({ accountId, token }) => accountId === account.id && token !== first,
    );
    const answers = await Promise.all([reset(first), reset(second.data.token, "yet another one")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 400]);
  });

  it("refuses what it cannot use", async () => {
    expect((await askReset("no address")).status).toBe(400);
    expect((await reset("nonsense")).status).toBe(400);
    const short = await reset("nonsense", "short");
    expect(short.body.errors).toMatchObject([{ path: "password" }]);
  });
});

describe("changing a password", () => {
  it("R40: takes the old one, ends every session, and publishes no event", async () => {
    const { account, accessToken, refreshToken } = await test.aPerson();
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    expect((await test.post("/v1/me/change-password", change, accessToken)).status).toBe(204);
    expect((await test.refresh(refreshToken)).status).toBe(401);
    expect((await test.logIn(account.email)).status).toBe(401);
    const again = await test.logIn(account.email, NEW_PASSWORD);
    expect(again.status).toBe(200);

    await test.call("PATCH", "/v1/me", { token: again.body.accessToken, body: { bio: "Logos." } });
    const next = await test.neighbours.heard(AccountChanged, ({ accountId }) => accountId === account.id);
    expect(next).toMatchObject({ sequence: 3, data: { bio: "Logos." } });
  });

  it("refuses a wrong old one, a short new one, and callers without a session", async () => {
    const { account, accessToken, refreshToken } = await test.aPerson();
    const change = (currentPassword: string, newPassword: string, token?: string) =>
      test.post("/v1/me/change-password", { currentPassword, newPassword }, token);
    expect(await change("wrong", NEW_PASSWORD, accessToken)).toMatchObject({
      status: 400,
      body: { errors: [{ path: "currentPassword" }] },
    });
    expect((await change(PASSWORD, "short", accessToken)).body.errors).toMatchObject([
      { path: "newPassword" },
    ]);
    expect((await change(PASSWORD, NEW_PASSWORD)).status).toBe(401);
    expect((await test.logIn(account.email)).status).toBe(200);
    expect((await test.refresh(refreshToken)).status).toBe(200);
  });
});
