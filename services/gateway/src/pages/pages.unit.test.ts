import { allEndpoints, operationOf } from "@vc/contracts";
import type { OpenApiDocument } from "@vc/http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestGateway, type TestGateway } from "../../test/build-test-gateway.ts";

const html = { accept: "text/html" };

describe("for who comes without knowing the API", () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await buildTestGateway({ services: { payments: null } });
  });
  afterAll(() => gateway.stop());

  it("/openapi.json describes the whole API, also while a service is down", async () => {
    const answer = await gateway.get("/openapi.json");
    const { openapi, paths } = (await answer.json()) as OpenApiDocument;
    expect(openapi).toBe("3.1.0");
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(operations.toSorted()).toEqual(allEndpoints.map(operationOf).toSorted());
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

  it("says in a page what cannot be opened, also while the web app is down, and to programs as a problem", async () => {
    const broken = await buildTestGateway({ services: { web: null, catalog: null } });
    const ofBrowser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8", "accept-language": "en" };
    for (const path of ["/reset-password?token=x", "/verify-email?token=x", "/v1/listings/x/page"]) {
      const page = await broken.get(path, ofBrowser);
      expect([path, page.status, page.headers.get("content-type")]).toEqual([
        path,
        503,
        "text/html; charset=utf-8",
      ]);
      expect(await page.text()).toContain("Try again in a moment");
      const problem = await broken.get(path, { accept: "application/json, text/html" });
      expect(problem.headers.get("content-type")).toContain("application/problem+json");
    }
    await broken.stop();
  });

  it("leaves the links in e-mails to the web app by default", async () => {
    expect(await (await gateway.get("/verify-email?token=x", html)).json()).toMatchObject({ service: "web" });
  });
});
