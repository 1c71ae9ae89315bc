import { continueTrace, currentTraceparent, startTracing } from "@vc/http";
import fastify from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { spansOf, startTraceCollector, type TraceCollector } from "./trace-collector.ts";
import { waitFor } from "./wait-for.ts";

const TRACE = "0af7651916cd43dd8448eb211c80319c";

let collector: TraceCollector;
let stopTracing: () => Promise<void>;

beforeAll(async () => {
  collector = await startTraceCollector();
  stopTracing = startTracing({ service: "shop", endpoint: collector.url });
});
afterAll(() => collector.stop());

it("follows one request through two apps, a body, and work that is done later", async () => {
  const written: (string | null)[] = [];
  const inner = fastify();
  inner.post("/inner", async () => {
    written.push(currentTraceparent());
    return {};
  });
  const innerUrl = await inner.listen({ host: "127.0.0.1", port: 0 });
  const outer = fastify();
  outer.post("/outer/:id", async () =>
    (
      await fetch(`${innerUrl}/inner`, {
        method: "POST",
        body: JSON.stringify({ some: "words" }),
        headers: { "content-type": "application/json" },
      })
    ).json(),
  );
  outer.get("/health/live", async () => ({}));
  const headers = { traceparent: `00-${TRACE}-b7ad6b7169203331-01` };

  await outer.inject({ url: "/health/live", headers });
  await outer.inject({ method: "POST", url: "/outer/7", headers, body: { more: "words" } });
  const [traceparent = null] = written;
  await continueTrace(traceparent, "send mail", async () => {});
  await Promise.all([outer.close(), inner.close()]);
  await stopTracing();

  const spans = await waitFor(
    async () => {
      const found = await spansOf(collector.url, TRACE);
      return found.length >= 4 ? found : null;
    },
    { what: "the spans" },
  );
  const named = (name: string) => spans.find((span) => span.name === name);
  expect(traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
  expect(named("POST /outer/:id")?.parentSpanId).toBe("b7ad6b7169203331");
  expect(named("send mail")?.parentSpanId).toBe(named("POST /inner")?.spanId);
  expect(spans.filter(({ name }) => name.includes("health"))).toEqual([]);
});

it("does nothing without a collector", async () => {
  const stop = startTracing({ service: "shop", endpoint: undefined });
  await stop();
});
