import { randomBytes } from "node:crypto";
import { spansOf, waitFor } from "@vc/testing";
import { accept, deliver, orderParams, placePaid } from "@vc/testing/journey";
import { expect, inject, it } from "vitest";
import { newDeal } from "./test-platform.ts";

it("shows one click of the buyer as one trace, through every service that it reaches, to the e-mail", async () => {
  const deal = await newDeal();
  const order = await deliver(deal, await accept(deal, await placePaid(deal)));
  const traceId = randomBytes(16).toString("hex");
  const traceparent = `00-${traceId}-${randomBytes(8).toString("hex")}-01`;

  await deal.buyer.api.POST("/v1/orders/{orderId}/approve", {
    params: orderParams(order.id),
    body: {},
    headers: { traceparent },
  });

  const reached = async () => {
    const spans = await spansOf(inject("traceCollectorUrl"), traceId);
    expect([...new Set(spans.map(({ service }) => service))].sort()).toEqual([
      "gateway",
      "messaging",
      "notifications",
      "orders",
      "payments",
      "reviews",
    ]);
    expect(spans.map(({ name }) => name)).toContain("send mail");
    return spans;
  };
  const spans = await waitFor(reached, { what: "the trace to reach every service", timeoutMs: 20_000 });

  const ids = new Set(spans.map(({ spanId }) => spanId));
  const roots = spans.filter(({ parentSpanId }) => !ids.has(parentSpanId));
  expect(roots.map(({ service, name }) => `${service}: ${name}`)).toEqual(["gateway: POST /v1/orders/*"]);
});
