import { allEndpoints, operationOf, Problem } from "@vc/contracts";
import { dayMsOf, placePaid } from "@vc/testing/journey";
import { stepOf, WALKS, type WalkStep, writerAt } from "@vc/testing/order-walks";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { badTokens } from "./authorisation/bad-tokens.ts";
import { type Asked, callsOf } from "./authorisation/calls.ts";
import { ignoresTokens, ROUTES } from "./authorisation/rules.ts";
import { type Scene, setScene, tokensOf } from "./authorisation/scene.ts";
import { PERSONAS, type Rule, verdictOf } from "./authorisation/verdicts.ts";
import { eachOf } from "./each-of.ts";
import type { Route } from "./openapi.ts";
import { platformLogs } from "./platform-logs.ts";
import { allRoutes } from "./routes.ts";
import { ledgerMustBalance, newDeal, STORED_SERVICES } from "./test-platform.ts";

/** So many calls are under way at once: more only wait in front of the same processors. */
const AT_ONCE = 24;

let scene: Scene;
let tokens: ReturnType<typeof tokensOf>;
let bad: [name: string, token: string][];
const asked = new Set<string>();
const wrong: string[] = [];

beforeAll(async () => {
  scene = await setScene(await newDeal());
  tokens = tokensOf(scene);
  const { accessToken = "", refreshToken = "" } = scene.people.buyer.api.session() ?? {};
  bad = Object.entries(await badTokens({ accessToken, refreshToken }));
});
afterAll(ledgerMustBalance);

/** `GET /v1/me` → `/v1/me` */
const pathOf = (route: string) => route.split(" ")[1] ?? "";
const namesOf = (routes: readonly Route[]) => routes.map(({ name }) => name);

/** The answer that a caller gets; `yes (…)` for every answer that is no refusal of the caller. */
async function call(
  baseUrl: string,
  route: string,
  { path, body, headers }: Asked,
  token: string | undefined,
): Promise<string> {
  const isForm = body instanceof FormData;
  const response = await fetch(new URL(path, baseUrl), {
    method: route.split(" ", 1)[0] ?? "",
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined || isForm ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const { status } = response;
  // A stream of events never ends by itself.
  if (status < 400) await response.body?.cancel();
  const code = status < 400 ? "" : Problem.parse(await response.json()).code;
  if ([401, 403, 404].includes(status) || code === "action_not_allowed") return String(status);
  return status < 500 ? `yes (${status})` : String(status);
}

function expectVerdict(route: string, who: string, got: string, expected: string): void {
  asked.add(route);
  if (got.split(" ", 1)[0] !== expected) wrong.push(`${route}, ${who}: ${got} instead of ${expected}`);
}

/** All callers that must be refused ask at once; after that nothing has changed for the others. */
async function askAsTheRefused(route: string, how: Asked, rule: Rule): Promise<void> {
  const { gatewayUrl } = inject("platform");
  const refused = PERSONAS.filter((persona) => verdictOf(rule, persona) !== "yes");
  const forBadTokens = ignoresTokens(route) ? verdictOf(rule, "stranger") : "401";
  await Promise.all([
    ...refused.map(async (persona) => {
      const got = await call(gatewayUrl, route, how, tokens[persona]);
      expectVerdict(route, persona, got, verdictOf(rule, persona));
    }),
    ...bad.map(async ([name, token]) => {
      expectVerdict(route, `a token ${name}`, await call(gatewayUrl, route, how, token), forBadTokens);
    }),
  ]);
}

it("R41: every action on an order is taken only by those whom the table lets, and is possible for them", async () => {
  await Promise.all(WALKS.map(async (steps) => walk(await placePaid(scene.deal), steps)));
  expect(wrong).toEqual([]);
});

async function walk({ id }: { id: string }, steps: readonly WalkStep[]): Promise<void> {
  const dayMs = await dayMsOf(scene.people.buyer);
  for (const { route, by, body: bodyBy } of steps.map(stepOf)) {
    const rule = ROUTES[route];
    if (rule === undefined) throw new Error(`${route} has no rule`);
    const how = {
      path: pathOf(route).replace("{orderId}", id),
      body: bodyBy(writerAt(new Date(), { dayMs })),
    };
    await askAsTheRefused(route, how, rule);
    const got = await call(inject("platform").gatewayUrl, route, how, tokens[by]);
    if (got !== "yes (200)") throw new Error(`${route} as ${by}: ${got}`);
  }
}

it("R41: every other route answers every caller as the table says", async () => {
  const { gatewayUrl } = inject("platform");
  const rows = Object.entries(ROUTES)
    .filter(([route]) => !asked.has(route))
    .flatMap(([route, rule]) => callsOf(route, scene).map((how) => ({ route, how, rule: how.rule ?? rule })));
  const askAll = (some: typeof rows) =>
    eachOf(some, AT_ONCE / 2, async ({ route, how, rule }) => {
      await askAsTheRefused(route, how, rule);
      for (const persona of PERSONAS.filter((each) => verdictOf(rule, each) === "yes")) {
        expectVerdict(route, persona, await call(gatewayUrl, route, how, tokens[persona]), "yes");
      }
    });
  // A session that ends takes its tokens with it (hunt U2): such calls come last, and one after the other.
  const endsSessions = ({ route }: (typeof rows)[number]) => route === "POST /v1/auth/logout-all";
  await askAll(rows.filter((row) => !endsSessions(row)));
  await askAll(rows.filter(endsSessions));
  expect(wrong).toEqual([]);
});

it("every route has a rule and was called, and every rule has a route", async () => {
  const routes = namesOf(await allRoutes());
  expect(Object.keys(ROUTES).sort()).toEqual(routes.sort());
  expect([...asked].sort()).toEqual(routes.sort());
});

it("R41: every service refuses bad tokens by itself, also where no gateway is in front of it", async () => {
  const { urls } = inject("platform");
  const found: string[] = [];
  const perService = STORED_SERVICES.flatMap((service) =>
    allEndpoints
      .filter((endpoint) => endpoint.service === service)
      .map((endpoint) => ({ route: operationOf(endpoint), url: urls[service] })),
  );
  const closed = perService.flatMap(({ route, url }) => {
    const rule = ROUTES[route];
    const isClosed = rule !== undefined && verdictOf(rule, "stranger") === "401";
    return isClosed ? bad.map(([name, token]) => ({ route, url, name, token })) : [];
  });
  expect(closed.length).toBeGreaterThan(800);
  await eachOf(closed, AT_ONCE, async ({ route, url, name, token }) => {
    const got = await call(
      url,
      route,
      { path: pathOf(route), body: route.startsWith("GET") ? undefined : {} },
      token,
    );
    if (got !== "401") found.push(`${route}, a token ${name}: ${got}`);
  });
  expect(found).toEqual([]);
});

it("every answer is one that its endpoint declares", () => {
  const undeclared = platformLogs().flatMap(
    ({ text }) => text.match(/[A-Z]+ \S+ does not declare the answer [\w ]+/g) ?? [],
  );
  expect([...new Set(undeclared)]).toEqual([]);
});
