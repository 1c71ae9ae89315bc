import { describe, expect, it } from "vitest";
import { type CaseFact, type CaseFile, evidenceOf, handInAt } from "./case-file.ts";

const at = (time: string) => new Date(`2026-03-${time}:00Z`);
const facts: CaseFact[] = [
  { sequence: 4, at: at("05T12:00"), what: "delivered" },
  { sequence: 1, at: at("01T10:00"), what: "placed" },
  { sequence: 2, at: at("01T10:05"), what: "paid" },
  { sequence: 3, at: at("02T09:00"), what: "accepted" },
];
const caseFile: CaseFile = {
  orderId: "order_1",
  title: "A logo",
  description: "Three proposals",
  hash: "abc123",
  facts,
};

describe("R30: evidence from an order's case", () => {
  it("says what was sold, when it was delivered and what happened, in its order", () => {
    const evidence = evidenceOf(caseFile);
    expect(evidence).toMatchObject({
      product_description: "A logo\n\nThree proposals",
      service_date: "2026-03-05",
    });
    const lines = evidence?.uncategorized_text?.split("\n") ?? [];
    expect(lines).toContain("SHA-256 of the terms as they were ordered: abc123");
    expect(lines.filter((line) => line.startsWith("2026")).map((line) => line.slice(0, 16))).toEqual([
      "2026-03-01T10:00",
      "2026-03-01T10:05",
      "2026-03-02T09:00",
      "2026-03-05T12:00",
    ]);
  });

  it("defends nothing that was not delivered", () => {
    expect(evidenceOf({ ...caseFile, facts: facts.filter(({ what }) => what !== "delivered") })).toBeNull();
  });

  it("stays within what Stripe takes, however long the case is", () => {
    const many = Array.from(
      { length: 2_000 },
      (_, sequence) => ({ sequence, at: at("05T12:00"), what: "delivered" }) as const,
    );
    const evidence = evidenceOf({ ...caseFile, description: "x".repeat(50_000), facts: many });
    expect(evidence?.product_description?.length).toBeLessThanOrEqual(5_000);
    expect(evidence?.uncategorized_text?.length).toBeLessThanOrEqual(15_000);
  });

  it("stripe F19: is handed in a day before Stripe takes no more", () => {
    expect(handInAt(at("10T10:00"))).toEqual(at("09T10:00"));
  });
});
