import { must } from "@vc/client";
import { MockAgent } from "undici";
import { expect, it } from "vitest";
import { createPublicApi } from "./public-api.ts";

const visitor = { requestId: "request-1", address: "192.0.2.1" };
const page = { items: [], nextCursor: null };
const json = { headers: { "content-type": "application/json" } };

function anApi() {
  const dispatcher = new MockAgent();
  dispatcher.disableNetConnect();
  let nowMs = 1;
  const apiFor = createPublicApi({ apiUrl: "http://api.test", dispatcher, nowMs: () => nowMs });
  const later = (ms: number) => {
    nowMs += ms;
  };
  return { api: apiFor(visitor), upstream: dispatcher.get("http://api.test"), later };
}

it("asks once for what many want at the same time, and again after half a minute", async () => {
  const { api, upstream, later } = anApi();
  const headers = { "x-request-id": "request-1", "x-forwarded-for": "192.0.2.1" };
  upstream.intercept({ path: "/v1/categories", headers }).reply(200, page, json);
  const answers = await Promise.all([api.GET("/v1/categories"), api.GET("/v1/categories")]);
  expect(answers.map(must)).toEqual([page, page]);
  later(29_000);
  expect(must(await api.GET("/v1/categories"))).toEqual(page);
  later(2_000);
  upstream.intercept({ path: "/v1/categories" }).reply(200, { ...page, nextCursor: "more" }, json);
  expect(must(await api.GET("/v1/categories")).nextCursor).toBe("more");
});

it("keeps no failure, and passes the problem on", async () => {
  const { api, upstream } = anApi();
  upstream.intercept({ path: "/v1/categories" }).reply(503, "", {});
  expect((await api.GET("/v1/categories")).error).toMatchObject({ code: "unavailable" });
  upstream.intercept({ path: "/v1/categories" }).reply(200, page, json);
  expect(must(await api.GET("/v1/categories"))).toEqual(page);
});

it("sends nothing but reads", async () => {
  const { api } = anApi();
  await expect(api.POST("/v1/auth/logout-all")).rejects.toThrow("no answer");
});
