import fastify from "fastify";
import { expect, it } from "vitest";
import { continueTrace, currentTraceparent, startTracing } from "./tracing.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";

it("real-clients 3: without a collector ids of traces are passed on, and not recorded", async () => {
  const stopTracing = startTracing({ service: "shop", endpoint: undefined });
  const app = fastify();
  app.get("/", async () => ({ traceparent: currentTraceparent() }));
  const own = await app.inject("/");
  expect(own.json().traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  const headers = { traceparent: `00-${TRACE}-b7ad6b7169203331-01` };
  const continued = (await app.inject({ url: "/", headers })).json().traceparent;
  expect(continued).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
  const later = await continueTrace(continued, "send mail", async () => currentTraceparent());
  expect(later).toContain(TRACE);
  await app.close();
  await stopTracing();
});
