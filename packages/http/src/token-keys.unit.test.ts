import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fakeClock, testKeys } from "@vc/testing";
import fastify from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useAccessTokens } from "./access-tokens.ts";
import { remoteTokenKeys } from "./token-keys.ts";

type Answer = { readonly status: number; readonly body: string };

const { jwks, publicPem, kid } = testKeys();
const withKeys = (keys: object[]): Answer => ({ status: 200, body: JSON.stringify({ keys }) });

function urlOf(listening: Server): string {
  // Listens on a port of TCP, so its address is no path.
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/.well-known/jwks.json`;
}

let requests = 0;
let answer: Answer;
let url: string;
const server = createServer((_request, response) => {
  requests++;
  response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
});

beforeEach(async () => {
  requests = 0;
  answer = withKeys(jwks.keys);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = urlOf(server);
});
afterEach(async () => {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, "close");
});

describe("the keys that verify access tokens", () => {
  it("are fetched once, also for many requests at the same time", async () => {
    const keyOf = remoteTokenKeys(url);
    expect(await Promise.all(Array.from({ length: 20 }, () => keyOf(kid)))).toEqual(
      Array.from({ length: 20 }, () => publicPem),
    );
    expect(await keyOf(kid)).toBe(publicPem);
    expect(requests).toBe(1);
  });

  it("are asked for once for a flood of made-up kids, which harms no good one", async () => {
    const keyOf = remoteTokenKeys(url);
    await keyOf(kid);
    const madeUp = await Promise.all(Array.from({ length: 500 }, (_, number) => keyOf(`made-up-${number}`)));
    expect(new Set(madeUp)).toEqual(new Set([null]));
    expect(await keyOf(kid)).toBe(publicPem);
    expect(requests).toBe(1);
  });

  it("are asked for at most once in a cooldown for made-up kids that keep coming", async () => {
    const keyOf = remoteTokenKeys(url, { unknownKidCooldownMs: 100 });
    const startedAt = performance.now();
    for (let number = 0; performance.now() - startedAt < 450; number++) await keyOf(`made-up-${number}`);
    expect(requests).toBeGreaterThanOrEqual(2);
    expect(requests).toBeLessThanOrEqual(5);
  });

  it("are asked for at most once in a second while they cannot be had", async () => {
    answer = { status: 500, body: "{}" };
    const keyOf = remoteTokenKeys(url);
    for (let number = 0; number < 100; number++) await expect(keyOf(`made-up-${number}`)).rejects.toThrow();
    expect(requests).toBe(1);
  });

  it("are found when accounts announces one that was not known", async () => {
    answer = withKeys([]);
    const keyOf = remoteTokenKeys(url, { unknownKidCooldownMs: 0 });
    expect(await keyOf(kid)).toBeNull();
    answer = withKeys(jwks.keys);
    expect(await keyOf(kid)).toBe(publicPem);
  });

  it("security 23: are kept while accounts is away, however long", async () => {
    const keyOf = remoteTokenKeys(url, { maxAgeMs: 1 });
    expect(await keyOf(kid)).toBe(publicPem);
    answer = { status: 503, body: "" };
    const startedAt = performance.now();
    while (performance.now() - startedAt < 50) expect(await keyOf(kid)).toBe(publicPem);
    expect(requests).toBeGreaterThan(1);
    await expect(keyOf("another")).rejects.toThrow();
  });

  it("are given up when accounts withdraws one, once the fetched set is too old", async () => {
    const keyOf = remoteTokenKeys(url, { maxAgeMs: 1 });
    expect(await keyOf(kid)).toBe(publicPem);
    answer = withKeys([{ ...jwks.keys[0], kid: "next" }]);
    await expect.poll(() => keyOf(kid)).toBeNull();
    expect(await keyOf("next")).toBe(publicPem);
  });

  it.each<[string, Answer]>([
    ["an error", { status: 503, body: "{}" }],
    ["another page", { status: 200, body: "<html>" }],
    ["something else", { status: 200, body: "{}" }],
  ])("are out of reach when accounts answers with %s", async (_name, given) => {
    answer = given;
    await expect(remoteTokenKeys(url)(kid)).rejects.toThrow();
  });

  it("are out of reach when no connection can be made: 503, not 401", async () => {
    server.close();
    await once(server, "close");
    const keys = remoteTokenKeys(url);
    await expect(keys(kid)).rejects.toThrow();
    const clock = fakeClock();
    const verify = await useAccessTokens(fastify(), { keys, clock });
    const token = testKeys().tokenFor({ accountId: "account_1", issuedAt: clock.now() });
    await expect(verify(token)).rejects.toMatchObject({ status: 503 });
  });

  it("are out of reach when accounts does not answer in time", async () => {
    const silent = createServer(() => undefined);
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    await expect(remoteTokenKeys(urlOf(silent), { timeoutMs: 20 })(kid)).rejects.toThrow();
    silent.closeAllConnections();
    silent.close();
  });

  it("are good keys of one kind: another is as unknown", async () => {
    answer = withKeys([
      { kty: "oct", k: "c2VjcmV0", kid, alg: "HS256" },
      { ...jwks.keys[0], use: "enc", kid: "enc" },
    ]);
    const keyOf = remoteTokenKeys(url);
    expect(await keyOf(kid)).toBeNull();
    expect(await keyOf("enc")).toBeNull();
  });
});
