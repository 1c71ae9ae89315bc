import type { EventType, Transaction } from "@vc/bus";
import { expect, it } from "vitest";
import { z } from "zod";
import { exportPart } from "./data-export.ts";

async function* counting(until: number) {
  for (let number = until; number > 0; number--) yield { number };
}

const schema = z.object({
  exportId: z.string(),
  accountId: z.string(),
  part: z.record(z.string(), z.unknown()),
  isComplete: z.boolean(),
});
const answer = { name: "shop.export.collected.v1", schema };

async function collect(sections: Parameters<typeof exportPart>[1], maxLength: number) {
  const published: unknown[] = [];
  // As much of a transaction as the handler uses.
  const tx = {
    publish: (_type: EventType, event: { data: unknown }) => published.push(event.data),
  } as unknown as Transaction;
  const data = { accountId: "account_1", exportId: "export_1" };
  const event = { id: "1", name: "x", aggregateId: "export_1", sequence: 1, time: "", attempt: 1, data };
  await exportPart(answer, sections, maxLength)(event, tx);
  return schema.parse(published[0]);
}

it("R42: a part holds every list whole, as long as it is small", async () => {
  const part = await collect({ one: () => counting(2), none: () => counting(0) }, 1_000);
  expect(part).toEqual({
    exportId: "export_1",
    accountId: "account_1",
    part: { one: [{ number: 2 }, { number: 1 }], none: [] },
    isComplete: true,
  });
});

it("R42: a part never grows beyond its bound, says that it is cut, and no list starves another", async () => {
  const part = await collect({ long: () => counting(10_000), short: () => counting(3) }, 400);
  expect(JSON.stringify(part.part).length).toBeLessThan(450);
  expect(part.isComplete).toBe(false);
  expect(part.part.short).toHaveLength(3);
  expect(part.part.long).toContainEqual({ number: 10_000 });
});
