import { expect, it } from "vitest";
import { answer, type Call, refuse, serve } from "../test/serve.ts";
import { createClient } from "./client.ts";
import { type BrowserParts, browserStore, memoryStore, type Session } from "./session.ts";

const spent: Session = { accessToken: "access-0", refreshToken: "refresh-0" };

/** Accounts that let access tokens run out and take each refresh token once, as the real ones do. */
function serveSessions(refreshing: "works" | "is refused" | "is unavailable" = "works") {
  let current = 0;
  const expired = new Set(["access-0"]);
  const isGood = ({ headers }: Call) => {
    const token = /^Bearer (.*)$/.exec(headers.authorization ?? "")?.[1];
    return token === `access-${current}` && !expired.has(token);
  };
  return serve((call, response) => {
    if (call.route === "POST /v1/auth/refresh") {
      const isCurrent = JSON.parse(call.body).refreshToken === `refresh-${current}`;
      if (refreshing === "is unavailable") return refuse(response, 503, "unavailable");
      if (refreshing === "is refused" || !isCurrent) return refuse(response, 401, "unauthenticated");
      current += 1;
      const tokens = { accessToken: `access-${current}`, refreshToken: `refresh-${current}` };
      return answer(response, 200, { ...tokens, expiresIn: 600 });
    }
    const isPublic = call.route.startsWith("GET /v1/listings") && call.headers.authorization === undefined;
    if (isPublic || isGood(call)) return answer(response, 200, { id: "account_1" });
    return refuse(response, 401, "unauthenticated");
  });
}

const renewals = (calls: readonly Call[]) => calls.filter(({ route }) => route === "POST /v1/auth/refresh");

it("R40: renews an expired token once for all requests that find it expired, and again with the next one", async () => {
  const { baseUrl, calls } = await serveSessions();
  const api = createClient({ baseUrl, store: memoryStore(spent) });
  const answers = await Promise.all(Array.from({ length: 10 }, () => api.GET("/v1/me")));
  expect(answers.map(({ data }) => data?.id)).toEqual(answers.map(() => "account_1"));
  expect(renewals(calls)).toHaveLength(1);
  expect(api.session()).toEqual({ accessToken: "access-1", refreshToken: "refresh-1" });
  await api.GET("/v1/me");
  expect(renewals(calls)).toHaveLength(1);
});

it("R40: sends the body again that met the expired token", async () => {
  const { baseUrl, calls } = await serveSessions();
  const api = createClient({ baseUrl, store: memoryStore(spent) });
  await api.PATCH("/v1/me", { body: { displayName: "Ada" } });
  const bodies = calls.filter(({ route }) => route === "PATCH /v1/me").map(({ body }) => body);
  expect(bodies).toEqual(['{"displayName":"Ada"}', '{"displayName":"Ada"}']);
});

it("R40: signs out when the renewal is refused: private routes answer 401, public ones as without a session", async () => {
  const { baseUrl, calls } = await serveSessions("is refused");
  const api = createClient({ baseUrl, store: memoryStore(spent) });
  const [me, list] = await Promise.all([api.GET("/v1/me"), api.GET("/v1/listings")]);
  expect(me.error).toMatchObject({ status: 401, code: "unauthenticated" });
  expect(list.response.status).toBe(200);
  expect(api.session()).toBeUndefined();
  expect(renewals(calls)).toHaveLength(1);
});

it("R40: stays signed in when the renewal cannot be had right now", async () => {
  const { baseUrl } = await serveSessions("is unavailable");
  const api = createClient({ baseUrl, store: memoryStore(spent), patienceMs: 0 });
  const answers = await Promise.all([api.GET("/v1/me"), api.GET("/v1/me")]);
  expect(answers.map(({ error }) => error?.code)).toEqual(["unavailable", "unavailable"]);
  expect(api.session()).toEqual(spent);
});

it("R40: a wrong password is a refusal, and no reason to renew or to end the session", async () => {
  const { baseUrl, calls } = await serveSessions();
  const api = createClient({ baseUrl, store: memoryStore(spent) });
  const { error } = await api.logIn({ email: "ada@example.test", password: "wrong horse battery" });
  expect(error?.code).toBe("unauthenticated");
  expect(renewals(calls)).toEqual([]);
  expect(api.session()).toEqual(spent);
});

it("R40: keeps the session of a sign-in, and deletes it on log-out with any answer of the server", async () => {
  const { baseUrl, calls } = await serve((call, response) => {
    if (call.route === "POST /v1/auth/login")
      answer(response, 200, { ...spent, account: {}, expiresIn: 600, deviceToken: "device-1" });
    else refuse(response, 500, "internal_error");
  });
  const api = createClient({ baseUrl });
  await api.logIn({ email: "ada@example.test", password: "correct horse battery" });
  expect(api.session()).toEqual(spent);
  await api.logOut();
  expect(api.session()).toBeUndefined();
  expect(calls.at(-1)).toMatchObject({ route: "POST /v1/auth/logout", body: '{"refreshToken":"refresh-0"}' });
  // The device stays known to the platform.
  await api.logIn({ email: "ada@example.test", password: "correct horse battery" });
  expect(JSON.parse(calls.at(-1)?.body ?? "")).toMatchObject({ deviceToken: "device-1" });
});

/** What the tabs of one browser share. */
function browser(): BrowserParts {
  const items = new Map<string, string>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    storage: {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => void items.set(key, value),
      removeItem: (key) => void items.delete(key),
    },
    locks: {
      request: (_, work) => {
        const turn = last.then(work);
        last = turn.catch(() => undefined);
        return turn;
      },
    },
  };
}

it("hunt U1: sends with a renewal what the device is known by, in every tab", async () => {
  const { baseUrl, calls } = await serveSessions();
  const shared = browser();
  browserStore(shared).write(spent);
  browserStore(shared).writeDevice("device-1");
  await createClient({ baseUrl, store: browserStore(shared) }).GET("/v1/me");
  expect(renewals(calls).map(({ body }) => JSON.parse(body))).toEqual([
    { refreshToken: "refresh-0", deviceToken: "device-1" },
  ]);
});

it("R40: two tabs of a browser renew once between them, and both go on with the new token", async () => {
  const { baseUrl, calls } = await serveSessions();
  const shared = browser();
  browserStore(shared).write(spent);
  const tabs = [1, 2].map(() => createClient({ baseUrl, store: browserStore(shared) }));
  const answers = await Promise.all(tabs.flatMap((tab) => [tab.GET("/v1/me"), tab.GET("/v1/me")]));
  expect(answers.map(({ data }) => data?.id)).toEqual(answers.map(() => "account_1"));
  expect(renewals(calls)).toHaveLength(1);
  expect(tabs.map((tab) => tab.session()?.accessToken)).toEqual(["access-1", "access-1"]);
});

it("R40: two tabs without a common lock would end the session: the second use of a token is refused", async () => {
  const { baseUrl } = await serveSessions();
  const tabs = [1, 2].map(() => createClient({ baseUrl, store: memoryStore(spent) }));
  const answers = await Promise.all(tabs.map((tab) => tab.GET("/v1/me")));
  expect(answers.filter(({ error }) => error?.code === "unauthenticated")).toHaveLength(1);
});
