import { expect, it } from "vitest";
import { sourceFile } from "../../tidy/src/source-tree.ts";
import { findLooseEnds, renderEventMap } from "./event-map.ts";
import { eventUses } from "./event-use.ts";
import { withBlock } from "./generated-block.ts";

function usesIn(files: Record<string, string>) {
  const sources = Object.entries(files).map(([path, text]) => sourceFile(path, text));
  return eventUses({ sources });
}

const publisher = 'import { OrderPaid } from "@vc/contracts"; tx.publish(OrderPaid, { data });';
const consumer =
  'import { type OrderPlaced, OrderPaid } from "@vc/contracts"; bus.consume({ purpose: "escrow", subscriptions: [on(OrderPaid, take)] }); type D = typeof OrderPaid;';

it("reads publishers and consumers off the code, and neither off types nor tests", () => {
  const uses = usesIn({
    "services/orders/src/orders/a.ts": publisher,
    "services/payments/src/b.ts": consumer,
    "services/reviews/src/c.ts": 'import { OrderPaid } from "@vc/contracts"; const all = [OrderPaid];',
    "services/messaging/src/d.int.test.ts": consumer,
  });
  const paid = uses.find(({ exportName }) => exportName === "OrderPaid");
  expect(paid).toMatchObject({ publishers: ["orders"], consumers: ["payments (escrow)", "reviews"] });
  expect(uses.find(({ exportName }) => exportName === "OrderPlaced")?.consumers).toEqual([]);
  expect(renderEventMap(uses)).toContain("orders -->|1| payments");
});

it("reads off a call what a consumer of packages/service subscribes to", () => {
  const shared = (name: string, purpose: string) =>
    `import { OrderPaid } from "@vc/contracts"; export function ${name}(bus: Bus, purpose: string) { bus.consume({ ${purpose}, subscriptions: [on(OrderPaid, take)] }); }`;
  const uses = usesIn({
    "packages/service/src/a.ts": shared("addPaidConsumers", "purpose"),
    "packages/service/src/b.ts": shared("addPaidExport", 'purpose: "exports"'),
    "services/payments/src/c.ts": 'addPaidConsumers(bus, "money", take); addPaidExport(bus, sections);',
    "services/reviews/src/d.int.test.ts": 'addPaidConsumers(bus, "money", take);',
  });
  const paid = uses.find(({ exportName }) => exportName === "OrderPaid");
  expect(paid?.consumers).toEqual(["payments (exports)", "payments (money)"]);
});

it("finds an event into the void and a consumer that waits in vain", () => {
  const looseEnds = (files: Record<string, string>) =>
    findLooseEnds(usesIn(files)).filter((line) => line.startsWith("OrderPaid "));
  expect(looseEnds({ "services/orders/src/orders/a.ts": publisher })).toEqual([
    expect.stringContaining("orders publishes it and no service consumes it"),
  ]);
  expect(looseEnds({ "services/payments/src/b.ts": consumer })).toEqual([
    expect.stringContaining("no service publishes it"),
  ]);
});

it("replaces a block between its markers and leaves the rest alone", () => {
  const block = { name: "env", heading: "Environment", content: "| a |" };
  const first = withBlock("# Orders\n\nOwns orders.\n", block);
  expect(first).toBe(
    "# Orders\n\nOwns orders.\n\n## Environment\n\n<!-- generated:env -->\n\n| a |\n\n<!-- /generated:env -->\n",
  );
  expect(withBlock(`${first}\nAfterwards.\n`, { ...block, content: "| b |" })).toBe(
    `${first.replace("| a |", "| b |")}\nAfterwards.\n`,
  );
});
