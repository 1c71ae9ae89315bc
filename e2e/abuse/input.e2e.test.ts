import { gzipSync } from "node:zlib";
import { type Client, createClient, memoryStore } from "@vc/client";
import { signInStaff, until } from "@vc/testing/journey";
import { ask } from "@vc/testing/people";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { eachOf } from "../each-of.ts";
import { type Route, somePath } from "../openapi.ts";
import { platformLogs } from "../platform-logs.ts";
import { allRoutes } from "../routes.ts";
import { testWorld } from "../test-platform.ts";
import { holdOpen, sendRaw } from "./raw-requests.ts";
import { leavesOf, sampleOf, withAt } from "./samples.ts";

/** A person with every role, so that nothing is refused before its input is checked; and without waiting for limits. */
let staff: Client;
let routes: Route[];
/** How long each log was before. */
let logged: ReadonlyMap<string, number>;
beforeAll(async () => {
  logged = new Map(platformLogs().map(({ name, text }) => [name, text.length]));
  const [{ appointed }, all] = await Promise.all([
    signInStaff(testWorld(), ["user", "mediator", "admin"]),
    allRoutes(),
  ]);
  const { baseUrl } = appointed.api;
  staff = createClient({ baseUrl, patienceMs: 0, store: memoryStore(appointed.api.session()) });
  routes = all;
});

const AT_ONCE = 16;

async function statusOf(
  { method, name }: Pick<Route, "method" | "name">,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<string> {
  const keyed = { "idempotency-key": crypto.randomUUID() };
  const { error, response } = await ask(staff, method, path, { body, headers: { ...keyed, ...headers } });
  return `${name}: ${response.status} ${error?.code ?? ""}`;
}

const isServerFault = (answer: string) => / 5\d\d /.test(answer);
const isRefused = (answer: string) => / 4\d\d /.test(answer);

/** Routes that take JSON, each with a body that its description allows. */
function bodies(): { route: Route; path: string; body: unknown }[] {
  return routes.flatMap((route) => {
    const schema = route.operation.requestBody?.content["application/json"]?.schema;
    return schema === undefined ? [] : [{ route, path: somePath(route), body: sampleOf(schema) }];
  });
}

describe("a body", () => {
  it("with an operator of the database in place of any text or number is 400, on every route", async () => {
    const operators = [{ $gt: "" }, { $ne: null }, { $where: "sleep(1000)" }, [{ $gt: "" }]];
    const cases = bodies().flatMap(({ route, path, body }) =>
      leavesOf(body).flatMap((leaf) =>
        operators.map((put) => ({ route, path, body: withAt(body, leaf.at, put) })),
      ),
    );
    expect(cases.length).toBeGreaterThan(400);
    const wrong: string[] = [];
    await eachOf(cases, AT_ONCE, async ({ route, path, body }) => {
      const answer = await statusOf(route, path, body);
      if (!answer.endsWith(": 400 invalid_request")) wrong.push(`${answer} to ${JSON.stringify(body)}`);
    });
    expect(wrong).toEqual([]);
  });

  it("with anything odd in any place is never an error of the platform's", async () => {
    const odd = [
      null,
      true,
      {},
      -1,
      1e308,
      "",
      "\u0000",
      "a\r\nBcc: all@example.test",
      "<img src=x onerror=alert(1)>",
      "../../etc/passwd",
      "\ud800",
      "é".repeat(30_000),
    ];
    const wrong: string[] = [];
    const cases = bodies().flatMap(({ route, path, body }) =>
      leavesOf(body).flatMap((leaf) => odd.map((put) => ({ route, path, body: withAt(body, leaf.at, put) }))),
    );
    await eachOf(cases, AT_ONCE, async ({ route, path, body }) => {
      const answer = await statusOf(route, path, body);
      if (isServerFault(answer)) wrong.push(`${answer} to ${JSON.stringify(body).slice(0, 300)}`);
    });
    expect(wrong).toEqual([]);
  });

  const deep = (open: string, close: string) => open.repeat(60_000) + close.repeat(60_000);
  it.each<[string, string, Record<string, string>?]>([
    ["arrays 60,000 deep", deep("[", "]")],
    ["objects 30,000 deep", `${'{"a":'.repeat(30_000)}1${"}".repeat(30_000)}`],
    ["depth that never closes", "[".repeat(200_000)],
    ["a prototype", '{"__proto__":{"isAdmin":true}}'],
    ["a prototype in the depth", '{"text":{"__proto__":{"isAdmin":true}}}'],
    ["a constructor's prototype", '{"constructor":{"prototype":{"isAdmin":true}}}'],
    ["the names of every object", '{"toString":1,"valueOf":1,"hasOwnProperty":1}'],
    ["nothing", ""],
    ["a text", '"text"'],
    ["a number beyond numbers", "1e999"],
    ["a mark of byte order", '\ufeff{"a":1}'],
    ["bytes of another type", "<a/>", { "content-type": "application/xml" }],
    ["packed, as it says, and is not", "{}", { "content-encoding": "gzip" }],
    ["megabytes", JSON.stringify({ text: "x".repeat(3_000_000) })],
  ])("that is %s is refused on every route", async (_, body, headers) => {
    const wrong: string[] = [];
    await eachOf(bodies(), AT_ONCE, async ({ route, path }) => {
      const answer = await statusOf(route, path, body, headers);
      // Where a body may be left out, none is one.
      const mayBeAbsent = body === "" && route.operation.requestBody?.required !== true;
      if (!mayBeAbsent && !isRefused(answer)) wrong.push(answer);
    });
    expect(wrong).toEqual([]);
  });

  it("that is packed is not unpacked: 50 MB of nothing in 50 kB are refused", async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    const answers = await Promise.all(
      bodies().map(async ({ route, path }) => {
        const response = await staff.fetch(
          new Request(new URL(path, staff.baseUrl), {
            method: route.method,
            body: new Uint8Array(bomb),
            headers: {
              "content-type": "application/json",
              "content-encoding": "gzip",
              "idempotency-key": "x",
            },
          }),
        );
        return `${route.name}: ${response.status} `;
      }),
    );
    expect(answers.filter((answer) => !isRefused(answer))).toEqual([]);
  });
});

describe("an address", () => {
  it("with a cursor that no list has given is 400, on every list", async () => {
    const pack = (place: unknown) => Buffer.from(JSON.stringify(place)).toString("base64url");
    const cursors = [
      "x",
      "x".repeat(5_000),
      pack(null),
      pack([]),
      pack({ $gt: "" }),
      pack([{ $gt: "" }, { $gt: "" }]),
      pack(["", ""]),
      pack([null, null]),
      pack([1e300, "x"]),
      pack([-1e300, -1e300]),
      pack([1, { $ne: null }]),
      pack(Array.from({ length: 500 }, () => 1)),
      "[".repeat(3_000),
    ];
    const lists = routes.filter(({ operation }) =>
      operation.parameters.some(({ name }) => name === "cursor"),
    );
    expect(lists.length).toBeGreaterThan(8);
    const answers = await Promise.all(
      lists.flatMap((route) =>
        cursors.map((cursor) =>
          statusOf(route, `${somePath(route)}?${new URLSearchParams({ cursor })}`, undefined),
        ),
      ),
    );
    // A cursor names a place, and one may happen to be a place of the list: then it is one, and nothing else.
    expect(answers.filter((answer) => isServerFault(answer))).toEqual([]);
    expect(answers.filter(isRefused).length).toBeGreaterThan(lists.length * 8);
  });

  it("with anything odd for any parameter is never an error of the platform's", async () => {
    const odd = [
      "",
      "\u0000",
      "%",
      "[$gt]",
      '{"$gt":""}',
      "1e308",
      "-1",
      "NaN",
      "a\r\nb",
      "x".repeat(5_000),
      "\ud800",
    ];
    const queries = (name: string) => [
      ...odd.map((value) => `${name}=${encodeURIComponent(value.toWellFormed())}`),
      `${name}[$gt]=`,
      `${name}=1&${name}=2`,
      `${name}=%ff`,
      `__proto__[${name}]=1`,
    ];
    const wrong: string[] = [];
    const cases = routes.flatMap((route) =>
      route.operation.parameters
        .filter((parameter) => parameter.in === "query" && !route.path.endsWith("/stream"))
        .flatMap(({ name }) => queries(name).map((query) => ({ route, query }))),
    );
    await eachOf(cases, AT_ONCE, async ({ route, query }) => {
      const answer = await statusOf(route, `${somePath(route)}?${query}`, undefined);
      if (isServerFault(answer)) wrong.push(`${answer} to ?${query.slice(0, 100)}`);
    });
    expect(wrong).toEqual([]);
  });

  it("with anything odd in its path is refused", async () => {
    const odd = ["%00", "%ff", "%", "..%2f..%2fhealth", "%2e%2e", "x".repeat(9_000), "$gt", "%0d%0aX-A:%20b"];
    const answers = await Promise.all(
      routes
        .filter(({ path }) => path.includes("{"))
        .flatMap((route) =>
          odd.map((part) =>
            sendRaw(
              staff.baseUrl,
              `${route.method} ${route.path.replace(/\{\w+\}/g, part)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n` +
                `Authorization: Bearer ${staff.session()?.accessToken}\r\nContent-Length: 0\r\n\r\n`,
            ).then((line) => `${route.name} with ${part.slice(0, 20)}: ${line}`),
          ),
        ),
    );
    expect(answers.filter((answer) => !/HTTP\/1\.1 4\d\d/.test(answer))).toEqual([]);
  });
});

describe("a connection", () => {
  const get = (headers: string) => `GET /v1/categories HTTP/1.1\r\nHost: x\r\n${headers}\r\n`;
  it.each([
    ["10,000 headers", get(Array.from({ length: 10_000 }, (_, n) => `X-${n}: 1\r\n`).join(""))],
    ["a header of a megabyte", get(`X-Long: ${"x".repeat(1_000_000)}\r\n`)],
    ["a header in two lines", get("X-A: 1\r\n Injected: 2\r\n")],
    ["two lengths", get("Content-Length: 1\r\nContent-Length: 2\r\n")],
    ["a length and chunks", get("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")],
    ["no HTTP", "hello\r\n\r\n"],
  ])("with %s is refused", async (_, text) => {
    expect(await sendRaw(inject("platform").gatewayUrl, text)).toMatch(/^HTTP\/1\.1 4\d\d |^closed$/);
  });

  it("that sends its body by the drop delays no other client, also when there are 500", async () => {
    const { gatewayUrl } = inject("platform");
    const token = staff.session()?.accessToken;
    const head = (path: string) =>
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}`;
    const slow = Array.from({ length: 500 }, (_, n) =>
      holdOpen(gatewayUrl, head(["/v1/listings", "/v1/conversations", "/v1/reviews"][n % 3] ?? "")),
    );
    try {
      const answers = await Promise.all(
        ["/v1/categories", "/v1/listings", "/v1/me", "/v1/orders", "/v1/conversations"].map((path) =>
          statusOf({ method: "GET", name: path }, path, undefined),
        ),
      );
      expect(answers.filter((answer) => !answer.endsWith(": 200 "))).toEqual([]);
      expect((await staff.POST("/v1/listings", { body: draft })).response.status).toBe(201);
    } finally {
      for (const each of slow) each.end();
    }
  });

  const draft = {
    title: "A logo for those who wait",
    description: "Two proposals of a logo, while others are slow.",
    category: "logo-design",
    basePrice: { amount: 4_000, currency: "EUR" as const },
    deliveryDays: 3,
  };
});

it("none of it is an error in the log of any part", async () => {
  const news = () => platformLogs().map(({ name, text }) => text.slice(logged.get(name) ?? 0));
  await until("the broken requests to be logged", async () =>
    news().some((text) => text.includes("broke off its request")),
  );
  const errors = news().flatMap((text) => text.split("\n").filter((line) => /"level":[56]0/.test(line)));
  expect(errors).toEqual([]);
});
