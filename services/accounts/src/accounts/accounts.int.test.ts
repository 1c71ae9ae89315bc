import {
  AccountChanged,
  allEndpoints,
  EmailChangeRequested,
  SessionEnded,
  VerificationRequested,
} from "@vc/contracts";
import { newId } from "@vc/service";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, PASSWORD, type TestApp } from "../../test/build-test-app.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.stop());

describe("one's own account", () => {
  it("is shown to its signed-in owner alone", async () => {
    const { account, accessToken } = await test.aPerson();
    expect(await test.call("GET", "/v1/me", { token: accessToken })).toMatchObject({
      status: 200,
      body: account,
    });
    expect((await test.call("GET", "/v1/me")).body).toMatchObject({ status: 401, code: "unauthenticated" });
    expect((await test.call("GET", "/v1/me", { token: "nonsense" })).status).toBe(401);
    expect((await test.call("PATCH", "/v1/me", { body: { bio: "x" } })).status).toBe(401);
  });

  it("changes name, description and language, and publishes the whole account", async () => {
    const { account, accessToken } = await test.aPerson();
    const changes = { displayName: "Léa M.", bio: "Logos.\nCartes.", locale: "en" };
    const answer = await test.call("PATCH", "/v1/me", { token: accessToken, body: changes });
    expect(answer).toMatchObject({ status: 200, body: { ...account, ...changes } });
    const event = await test.neighbours.heard(AccountChanged, ({ accountId }) => accountId === account.id);
    // Registered 1, verification 2.
    expect(event).toMatchObject({ sequence: 3, data: { ...changes, email: account.email } });
  });

  it("keeps every change of several at once, each with a number of its own", async () => {
    const { account, accessToken } = await test.aPerson();
    const bodies = [{ bio: "Logos." }, { displayName: "Studio" }, { locale: "en" }];
    const answers = await Promise.all(
      bodies.map((body) => test.call("PATCH", "/v1/me", { token: accessToken, body })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await test.call("GET", "/v1/me", { token: accessToken })).body).toMatchObject({
      bio: "Logos.",
      displayName: "Studio",
      locale: "en",
    });
    const isMine = ({ accountId }: { accountId: string }) => accountId === account.id;
    const last = await test.neighbours.heard(
      AccountChanged,
      (data) =>
        isMine(data) && data.bio === "Logos." && data.displayName === "Studio" && data.locale === "en",
    );
    expect(last.sequence).toBe(5);
  });

  it("refuses what is no account's to set", async () => {
    const { accessToken } = await test.aPerson();
    for (const body of [
      { roles: ["admin"] },
      { email: "a@example.org" },
      { displayName: "" },
      { locale: "de" },
    ]) {
      const answer = await test.call("PATCH", "/v1/me", { token: accessToken, body });
      expect(answer).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    }
  });

  it("is unknown when the token outlived it", async () => {
    const { account, accessToken } = await test.aPerson();
    await test.platform.db.collection<{ _id: string }>("accounts").deleteOne({ _id: account.id });
    expect((await test.call("GET", "/v1/me", { token: accessToken })).status).toBe(401);
    expect((await test.call("PATCH", "/v1/me", { token: accessToken, body: { bio: "x" } })).status).toBe(401);
  });
});

describe("verifying an e-mail address", () => {
  it("R40, hunt U3: takes the token from the mail, as often as the link is opened", async () => {
    const { account, refreshToken } = await test.aPerson();
    const token = await test.mailed(VerificationRequested, account.id);
    expect((await test.post("/v1/auth/verify-email", { token })).status).toBe(204);
    const { accessToken } = (await test.refresh(refreshToken)).body;
    expect((await test.call("GET", "/v1/me", { token: accessToken })).body.emailVerified).toBe(true);
    const event = await test.neighbours.heard(AccountChanged, ({ accountId }) => accountId === account.id);
    expect(event).toMatchObject({ sequence: 3, data: { emailVerified: true } });
    expect((await test.post("/v1/auth/verify-email", { token })).status).toBe(204);
    expect(await test.post("/v1/auth/verify-email", { token: "nonsense" })).toMatchObject({
      status: 400,
      body: { code: "invalid_request", errors: [{ path: "token" }] },
    });
  });

  it("R40: takes it for 24 hours", async () => {
    const [late, inTime] = [await test.aPerson(), await test.aPerson()];
    const tokens = await Promise.all(
      [late, inTime].map(({ account }) => test.mailed(VerificationRequested, account.id)),
    );
    test.clock.advance(DAY_MS - 1);
    expect((await test.post("/v1/auth/verify-email", { token: tokens[1] })).status).toBe(204);
    test.clock.advance(1);
    expect((await test.post("/v1/auth/verify-email", { token: tokens[0] })).status).toBe(400);
  });

  it("R40, hunt U3: sends another link on request, beside which the first stays good", async () => {
    const { account, accessToken } = await test.aPerson();
    const first = await test.mailed(VerificationRequested, account.id);
    expect((await test.post("/v1/auth/resend-verification", undefined, accessToken)).status).toBe(204);
    const second = await test.neighbours.heard(
      VerificationRequested,
      ({ accountId, token }) => accountId === account.id && token !== first,
    );
    expect((await test.post("/v1/auth/verify-email", { token: first })).status).toBe(204);
    expect((await test.post("/v1/auth/verify-email", { token: second.data.token })).status).toBe(204);
    // Verified: nothing more is sent.
    expect((await test.post("/v1/auth/resend-verification", undefined, accessToken)).status).toBe(204);
    const kept = test.platform.db.collection("emailed_tokens").find({ accountId: account.id });
    expect(await kept.toArray()).toHaveLength(2);
  });

  it("needs a token, and to resend one a caller", async () => {
    expect((await test.post("/v1/auth/verify-email", {})).status).toBe(400);
    expect((await test.post("/v1/auth/verify-email", { token: "nonsense" })).status).toBe(400);
    expect((await test.post("/v1/auth/resend-verification")).status).toBe(401);
  });
});

describe("changing the e-mail address", () => {
  it("R40: a new address counts once it is verified; the old one is notified, and valid until then", async () => {
    const { account, accessToken } = await test.aPerson();
    await test.verify(account.id);
    const email = "Moved@example.org";
    const change = { email, password: PASSWORD };
    expect((await test.post("/v1/me/change-email", change, accessToken)).status).toBe(204);
    const me = () => test.call("GET", "/v1/me", { token: accessToken });
    expect((await me()).body).toMatchObject({
      email: account.email,
      emailVerified: true,
      pendingEmail: "moved@example.org",
    });
    const told = await test.neighbours.heard(
      EmailChangeRequested,
      ({ accountId }) => accountId === account.id,
    );
    expect(told.data).toMatchObject({ email: account.email, newEmail: "moved@example.org" });
    expect((await test.logIn(email)).status).toBe(401);
    expect((await test.logIn(account.email)).status).toBe(200);

    const token = await test.mailed(VerificationRequested, account.id, "moved@example.org");
    expect((await test.post("/v1/auth/verify-email", { token })).status).toBe(204);
    expect((await me()).body).toMatchObject({
      email: "moved@example.org",
      emailVerified: true,
      pendingEmail: null,
    });
    expect((await test.logIn(email)).status).toBe(200);
    expect((await test.logIn(account.email)).status).toBe(401);
  });

  it("R40: makes a link to an address that was given up worthless", async () => {
    const { account, accessToken } = await test.aPerson();
    const token = await test.mailed(VerificationRequested, account.id);
    const change = { email: "newer@example.org", password: PASSWORD };
    expect((await test.post("/v1/me/change-email", change, accessToken)).status).toBe(204);
    const newer = await test.mailed(VerificationRequested, account.id, change.email);
    expect((await test.post("/v1/auth/verify-email", { token: newer })).status).toBe(204);
    expect((await test.post("/v1/auth/verify-email", { token })).status).toBe(400);
  });

  it("R40: goes to the first account that verifies it; a request reserves nothing", async () => {
    const [one, other] = [await test.aPerson(), await test.aPerson()];
    const change = { email: "wanted@example.org", password: PASSWORD };
    for (const { accessToken } of [one, other]) {
      expect((await test.post("/v1/me/change-email", change, accessToken)).status).toBe(204);
    }
    const [first, second] = await Promise.all(
      [other, one].map(({ account }) => test.mailed(VerificationRequested, account.id, change.email)),
    );
    expect((await test.post("/v1/auth/verify-email", { token: first })).status).toBe(204);
    expect(await test.post("/v1/auth/verify-email", { token: second })).toMatchObject({
      status: 409,
      body: { code: "email_taken" },
    });
  });

  it("refuses a wrong password, a taken address, and callers without a session", async () => {
    const { account, accessToken } = await test.aPerson();
    const other = await test.aPerson();
    const change = (body: object, token?: string) => test.post("/v1/me/change-email", body, token);
    expect(
      await change({ email: "x@example.org", password: "wrong horse battery" }, accessToken),
    ).toMatchObject({ status: 400, body: { errors: [{ path: "password" }] } });
    expect(await change({ email: other.account.email, password: PASSWORD }, accessToken)).toMatchObject({
      status: 409,
      body: { code: "email_taken" },
    });
    expect((await change({ email: "x@example.org", password: PASSWORD })).status).toBe(401);
    expect((await change({ email: "x" }, accessToken)).status).toBe(400);
    expect((await test.call("GET", "/v1/me", { token: accessToken })).body).toEqual(account);
  });
});

it("hunt U10: a role that is taken away counts at once, also for tokens that name it", async () => {
  const admin = await test.anAdmin();
  const { account } = await test.aPerson();
  const setRoles = (token: string, id: string, roles: string[]) =>
    test.call("PUT", `/v1/admin/accounts/${id}/roles`, { token, body: { roles } });
  await setRoles(admin.accessToken, account.id, ["admin"]);
  const second = (await test.logIn(account.email)).body.accessToken;
  expect((await test.call("GET", "/v1/admin/accounts", { token: second })).status).toBe(200);
  expect((await setRoles(admin.accessToken, account.id, ["user"])).status).toBe(200);
  expect((await setRoles(second, account.id, ["admin"])).body).toMatchObject({ code: "forbidden" });
  expect((await test.call("GET", "/v1/admin/accounts", { token: second })).status).toBe(403);
});

it("hunt U2: the end of a session ends its access tokens' writes at once, and is announced", async () => {
  const { account, accessToken, refreshToken } = await test.aPerson();
  expect((await test.post("/v1/auth/logout", { refreshToken })).status).toBe(204);
  const body = { bio: "x" };
  expect((await test.call("PATCH", "/v1/me", { token: accessToken, body })).status).toBe(401);
  await test.neighbours.heard(SessionEnded, ({ accountId }) => accountId === account.id);
});

describe("the list of accounts", () => {
  it("A17: shows admins accounts by address, name and role, newest first, page by page", async () => {
    const admin = await test.anAdmin();
    const names = ["Ödön Kovács", "Anna Kovacs", "Kovalenko Studio"];
    const people = [];
    for (const [index, displayName] of names.entries()) {
      const person = { email: `sought-${index}@example.org`, password: PASSWORD, displayName, locale: "fr" };
      people.push((await test.post("/v1/auth/register", person)).body.account);
    }
    const find = (query: string) =>
      test.call("GET", `/v1/admin/accounts?${query}`, { token: admin.accessToken });
    const idsOf = async (query: string) => (await find(query)).body.items.map(({ id }: { id: string }) => id);
    const [first, second, third] = people.map(({ id }) => id);
    expect(await idsOf("name=kovács")).toEqual([second, first]);
    expect(await idsOf("name=KOVA")).toEqual([third, second, first]);
    expect((await find("role=owner")).status).toBe(400);
    expect(await idsOf("name=odon kov&email=")).toEqual([first]);
    expect(await idsOf("email=Sought-1@example.org")).toEqual([second]);
    expect(await idsOf("email=sought-&role=user")).toEqual([third, second, first]);
    expect(await idsOf("role=admin")).toEqual([admin.account.id]);
    const page = (await find("email=sought-&limit=2")).body;
    expect(await idsOf(`email=sought-&limit=2&cursor=${page.nextCursor}`)).toEqual([first]);
    expect((await find("cursor=nonsense")).status).toBe(400);

    const one = (id: string, token = admin.accessToken) =>
      test.call("GET", `/v1/admin/accounts/${id}`, { token });
    expect((await one(first)).body).toEqual(people[0]);
    expect((await one(newId("account"))).status).toBe(404);
    const { accessToken } = await test.aPerson();
    expect((await one(first, accessToken)).status).toBe(403);
    expect((await test.call("GET", "/v1/admin/accounts", { token: accessToken })).status).toBe(403);
    expect((await test.call("GET", "/v1/admin/accounts")).status).toBe(401);
  });
});

describe("roles", () => {
  it("R40: are given by an admin; the first one is named by the operator and verified", async () => {
    const admin = await test.anAdmin();
    expect(admin.account.roles).toEqual(["user", "admin"]);
    const { account } = await test.aPerson();
    const setRoles = (roles: string[], token?: string, accountId = account.id) =>
      test.call("PUT", `/v1/admin/accounts/${accountId}/roles`, {
        body: { roles },
        ...(token ? { token } : {}),
      });

    expect(await setRoles(["user", "mediator"], admin.accessToken)).toMatchObject({
      status: 200,
      body: { id: account.id, roles: ["user", "mediator"] },
    });
    const event = await test.neighbours.heard(AccountChanged, ({ accountId }) => accountId === account.id);
    expect(event.data.roles).toEqual(["user", "mediator"]);
    const mediator = (await test.logIn(account.email)).body;
    expect(mediator.account.roles).toEqual(["user", "mediator"]);

    expect((await setRoles(["admin"])).status).toBe(401);
    expect((await setRoles(["admin"], mediator.accessToken)).body).toMatchObject({
      status: 403,
      code: "forbidden",
    });
    expect((await setRoles(["owner"], admin.accessToken)).status).toBe(400);
    expect((await setRoles([], admin.accessToken)).status).toBe(400);
    expect((await setRoles(["user"], admin.accessToken, newId("account"))).body).toMatchObject({
      status: 404,
      code: "not_found",
    });
    expect((await setRoles(["user"], admin.accessToken, "order_1")).status).toBe(400);
    expect((await setRoles(["user"], admin.accessToken, admin.account.id)).body).toMatchObject({
      status: 409,
      code: "own_admin_role",
    });
  });
});

it("publishes its keys, which are no part of the API", async () => {
  const keys = await test.call("GET", "/.well-known/jwks.json");
  expect(keys.body.keys).toHaveLength(1);
  expect(keys.body.keys[0]).not.toHaveProperty("d");
  expect(allEndpoints.filter(({ path }) => path.includes("jwks"))).toEqual([]);
});
