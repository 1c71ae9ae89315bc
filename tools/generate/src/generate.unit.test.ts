import { allEvents } from "@vc/contracts";
import { expect, it } from "vitest";
import { z } from "zod";
import { sourceFile } from "../../tidy/src/source-tree.ts";
import { findLooseEnds, findStaleDeadlines, renderEventMap } from "./event-map.ts";
import { eventUses } from "./event-use.ts";
import { withBlock } from "./generated-block.ts";
import { renderReleasedNames } from "./released.ts";

const OWN = "orders.order.paid.v1";

/** The uses that are read off files of services, and off queues with their events. */
function usesIn(files: Record<string, string>, queues: Record<string, readonly string[]> = {}) {
  const sources = Object.entries(files).map(([path, text]) => sourceFile(path, text));
  const composed = Object.entries(queues).map(([queue, events]) => ({
    service: queue.split(".")[0] ?? "",
    consumes: [{ queue, events }],
    broadcasts: [],
  }));
  return eventUses({ sources }, composed);
}

const publisher = 'import { OrderPaid } from "@vc/contracts"; tx.publish(OrderPaid, { data });';
const subscriber =
  'import { type OrderPlaced, OrderPaid } from "@vc/contracts"; bus.broadcast([on(OrderPaid, take)]); type D = typeof OrderPaid;';

it("reads publishers off the code of the event's own service, and not off types, subscriptions and tests", () => {
  const publishersIn = (files: Record<string, string>) =>
    usesIn(files).find(({ exportName }) => exportName === "OrderPaid")?.publishers;
  expect(publishersIn({ "services/orders/src/a.ts": publisher })).toEqual(["orders"]);
  expect(
    publishersIn({
      "services/orders/src/b.ts": subscriber,
      "services/orders/src/c.int.test.ts": publisher,
      "services/payments/src/d.ts": publisher,
    }),
  ).toEqual([]);
});

it("takes consumers from the queues of the composed services", () => {
  const uses = usesIn(
    { "services/orders/src/a.ts": publisher },
    { "payments.escrow": [OWN], "reviews.orders": [OWN, "orders.order.placed.v1"] },
  );
  const paid = uses.find(({ exportName }) => exportName === "OrderPaid");
  expect(paid).toMatchObject({
    publishers: ["orders"],
    consumers: ["payments (escrow)", "reviews (orders)"],
  });
  expect(renderEventMap(uses)).toContain("orders -->|1| payments");
});

it("finds an event without a consumer and a consumer without a publisher", () => {
  const looseEnds = (...given: Parameters<typeof usesIn>) =>
    findLooseEnds(usesIn(...given)).filter((line) => line.startsWith("OrderPaid "));
  expect(looseEnds({ "services/orders/src/orders/a.ts": publisher })).toEqual([
    expect.stringContaining("orders publishes it and no service consumes it"),
  ]);
  expect(looseEnds({}, { "payments.escrow": [OWN] })).toEqual([
    expect.stringContaining("no service publishes it"),
  ]);
});

it("finds a service that keeps a due date and does not consume every event that replaces it", () => {
  const setters = allEvents
    .filter(({ schema }) => schema instanceof z.ZodObject && "dueAt" in schema.shape)
    .map(({ name }) => name);
  const [first = "", ...replacing] = setters;
  const staleIn = (...given: Parameters<typeof usesIn>) => findStaleDeadlines(usesIn(...given));
  expect(staleIn({}, { "reviews.orders": setters, "messaging.orders": [OWN] })).toEqual([]);
  expect(replacing).toContain("orders.order.work_resumed.v1");
  expect(staleIn({}, { "reviews.orders": [first], "notifications.occasions": setters })).toEqual(
    replacing.toSorted().map((name) => expect.stringContaining(`(${name}): has a dueAt, and reviews`)),
  );
});

it("keeps every released name of a queue, a kind of timer and a collection", () => {
  const orders = {
    service: "orders",
    consumes: [{ queue: "orders.facts", events: [] }],
    timers: ["pay"],
    collections: ["orders"],
  };
  const released = renderReleasedNames([orders], "");
  const added = renderReleasedNames([{ ...orders, timers: ["respond", "pay"] }], released);
  expect(JSON.parse(added)).toMatchObject({ orders: { timers: ["pay", "respond"] } });
  for (const [renamed, name] of [
    [{ ...orders, consumes: [{ queue: "orders.news", events: [] }] }, "orders.facts among its queues"],
    [{ ...orders, timers: ["settle"] }, "pay among its timers"],
    [{ ...orders, collections: ["sales"] }, "orders among its collections"],
    [{ ...orders, service: "sales" }, "orders.facts among its queues"],
  ] as const) {
    expect(() => renderReleasedNames([renamed], released)).toThrow(name);
  }
});

it("replaces a block between its markers and nothing else", () => {
  const block = { name: "env", heading: "Environment", content: "| a |" };
  const first = withBlock("# Orders\n\nOwns orders.\n", block);
  expect(first).toBe(
    "# Orders\n\nOwns orders.\n\n## Environment\n\n<!-- generated:env -->\n\n| a |\n\n<!-- /generated:env -->\n",
  );
  expect(withBlock(`${first}\nAfterwards.\n`, { ...block, content: "| b |" })).toBe(
    `${first.replace("| a |", "| b |")}\nAfterwards.\n`,
  );
});
