import fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestGateway, type TestGateway } from "../../test/build-test-gateway.ts";
import type { MergedDocument } from "../openapi/merge-documents.ts";

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
