import { createHash } from "node:crypto";
import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestGateway, type TestGateway } from "../../test/build-test-gateway.ts";
import type { MergedDocument } from "../openapi/merge-documents.ts";
import { languageOf } from "./html.ts";

const html = { accept: "text/html" };

function describing(path: string) {
  const service = fastify();
  service.get("/openapi.json", async () => ({
    openapi: "3.1.0",
    paths: { [path]: { get: {} }, "/internal": {} },
  }));
  return service;
}

describe("for who comes without knowing the API", () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await buildTestGateway({
      services: { orders: describing("/v1/orders"), catalog: describing("/v1/listings"), payments: null },
    });
  });
  afterAll(() => gateway.stop());

  it("/openapi.json is the services' documents in one, also while one of them is down", async () => {
    const answer = await gateway.get("/openapi.json");
    const document = (await answer.json()) as MergedDocument;
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths).toSorted()).toEqual(["/v1/listings", "/v1/orders"]);
    expect(document.info["x-unavailable"]).toContain("payments");
    expect(document.info["x-unavailable"]).not.toContain("orders");
  });

  it("/docs shows it with nothing but what the gateway serves itself", async () => {
    const page = await gateway.get("/docs", html);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'self'");
    const text = await page.text();
    const sources = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source = ""]) => source);
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) {
      const { origin } = new URL(source, page.url);
      expect(origin).toBe(gateway.url);
      expect((await fetch(new URL(source, page.url), { headers: html })).status).toBe(200);
    }
    expect(text).not.toContain("cdn.");
    expect(text).toContain("/openapi.json");
  });

  it("leaves the links in e-mails to the web app by default", async () => {
    expect(await (await gateway.get("/verify-email?token=x", html)).json()).toMatchObject({ service: "web" });
  });
});

describe("the pages for the links in e-mails", () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await buildTestGateway({ settings: { DEV_PAGES: "true" } });
  });
  afterAll(() => gateway.stop());

  it.each([
    ["/verify-email", "fr-FR,fr;q=0.9,en;q=0.8", "Vérification", "/v1/auth/verify-email"],
    ["/verify-email", "en-GB", "Verifying", "/v1/auth/verify-email"],
    ["/reset-password", "fr", "Nouveau mot de passe", "/v1/auth/reset-password"],
    ["/reset-password", "en", "New password", "/v1/auth/reset-password"],
  ])("%s speaks the language of %s and calls the API", async (path, language, title, call) => {
    const page = await gateway.get(`${path}?token=secret`, { "accept-language": language });
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain(title);
    expect(text).toContain(call);
    // The token stays in the address: no cache keeps it, no other site is told of it.
    expect(text).not.toContain("secret");
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("let no script run but their own", async () => {
    const page = await gateway.get("/reset-password?token=x", html);
    const [, script = ""] = /<script type="module">([\s\S]*)<\/script>/.exec(await page.text()) ?? [];
    const hash = createHash("sha256").update(script).digest("base64");
    expect(page.headers.get("content-security-policy")).toContain(`script-src 'sha256-${hash}'`);
  });
});

it.each([
  [undefined, "fr"],
  ["", "fr"],
  ["de-DE", "fr"],
  ["en", "en"],
  ["de, en-US;q=0.8, fr;q=0.5", "en"],
  ["en;q=0.4,fr;q=0.5", "fr"],
  ["fr;q=0, en;q=0.1", "en"],
])("reads %j as %s", (header, expected) => {
  expect(languageOf(header)).toBe(expected);
});
