import { expect, it } from "vitest";
import type { CaseFile } from "../evidence/case-file.ts";
import { createEvidence, isDefended } from "./evidence.ts";

const caseFile: CaseFile = {
  orderId: "order_1",
  title: "A logo",
  description: "Three proposals",
  hash: "abc123",
  facts: [{ sequence: 1, at: new Date("2026-03-05T12:00:00Z"), what: "delivered" }],
};

it("R30: an order is defended while it goes on, and when it ended with something for the seller", () => {
  expect(isDefended(null)).toBe(true);
  expect(isDefended({ settlement: null })).toBe(true);
  expect(isDefended({ settlement: { refundCents: 500, releaseCents: 1000 } })).toBe(true);
  expect(isDefended({ settlement: { refundCents: 1500, releaseCents: 0 } })).toBe(false);
});

it("R30: the submitted evidence is the order's case file, where there is one", async () => {
  const payments = { find: async () => null };
  const known = createEvidence({ payments, caseFiles: { find: async () => caseFile } });
  expect(await known("order_1")).toMatchObject({ service_date: "2026-03-05" });
  const unknown = createEvidence({ payments, caseFiles: { find: async () => null } });
  expect(await unknown("order_1")).toBeNull();
});
