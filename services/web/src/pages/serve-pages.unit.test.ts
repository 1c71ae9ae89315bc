import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, expect, it } from "vitest";
import type { PageContext } from "../../app/state/page-context.ts";
import { buildTestWeb } from "../../test/build-test-web.ts";
import type { Pages } from "../build-output.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function webWith(render: Pages["render"]) {
  const { app, stop } = await buildTestWeb(render);
  stops.push(stop);
  return app;
}

const html = { "content-type": "text/html; charset=utf-8" };
const long = `<p>${"x".repeat(5_000)}</p>`;

it("gives each page a policy with a nonce of its own, which the rendering gets", async () => {
  const nonces: (string | undefined)[] = [];
  const app = await webWith(async (_request, { nonce }) => {
    nonces.push(nonce);
    return new Response("<p>page</p>", { headers: html });
  });
  const answers = [await app.inject("/a"), await app.inject("/b?q=1")];
  for (const [index, { statusCode, headers }] of answers.entries()) {
    expect(statusCode).toBe(200);
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain(`script-src 'self' 'nonce-${nonces[index]}';`);
    expect(policy).not.toContain("unsafe");
    expect(headers["cache-control"]).toBe("no-cache");
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
  }
  expect(new Set(nonces).size).toBe(2);
});

it("renders from the address and the language alone, under the public address", async () => {
  const seen: { url: string; headers: string[]; context: PageContext }[] = [];
  const app = await webWith(async (request, context) => {
    seen.push({ url: request.url, headers: [...request.headers.keys()], context });
    return new Response("", { headers: html });
  });
  await app.inject({
    url: "//evil.test/x?q=1",
    headers: { authorization: "Bearer x", cookie: "lang=en; session=1", "x-request-id": "request-1" },
  });
  expect(seen).toMatchObject([
    {
      url: "https://shop.test/evil.test/x?q=1",
      headers: ["accept"],
      context: { language: "en", requestId: "request-1" },
    },
  ]);
});

it("compresses as the browser wants it", async () => {
  const app = await webWith(async () => new Response(long, { headers: html }));
  const ask = (encoding: string) => app.inject({ url: "/", headers: { "accept-encoding": encoding } });
  const brotli = await ask("gzip, br");
  expect(brotli.headers["content-encoding"]).toBe("br");
  expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(long);
  const gzip = await ask("gzip");
  expect(gunzipSync(gzip.rawPayload).toString()).toBe(long);
  expect((await ask("")).payload).toBe(long);
});

it("shows a page in spite of a failure with the status that the page sets", async () => {
  const app = await webWith(async (_request, { setStatus }) => {
    setStatus?.(503);
    return new Response("away", { headers: html });
  });
  const answer = await app.inject("/");
  expect([answer.statusCode, answer.payload]).toEqual([503, "away"]);
});

it("answers with a page that quotes the request when the rendering fails", async () => {
  const app = await webWith(async () => {
    throw new Error("secret detail");
  });
  const answer = await app.inject({
    url: "/",
    headers: { "x-request-id": "request-7", "accept-language": "en" },
  });
  expect(answer.statusCode).toBe(500);
  expect(answer.payload).toContain("request-7");
  expect(answer.payload).toContain("could not be prepared");
  expect(answer.payload).not.toContain("secret");
});

it("serves files for a year, compressed beforehand, and refuses other methods", async () => {
  const app = await webWith(async () => new Response("page", { headers: html }));
  const file = await app.inject({ url: "/assets/a-1.js", headers: { "accept-encoding": "br" } });
  expect(file.payload).toBe("packed");
  expect(file.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect((await app.inject("/assets/none.js")).statusCode).toBe(404);
  expect((await app.inject("/favicon.svg")).headers["content-type"]).toBe("image/svg+xml");
  expect((await app.inject("/robots.txt")).payload).toContain("Disallow: /v1/");
  expect((await app.inject({ method: "POST", url: "/a" })).statusCode).toBe(405);
  expect((await app.inject("/health/ready")).json()).toMatchObject({ status: "ready" });
});
