import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundsOf, compare, dayAfter, lastClosedDay } from "./compare.ts";

const booked = (netCents: number, id = "txn_1") => ({ id, source: "ch_1", type: "charge", netCents });
const recorded = (cents: number, entryId = "paid:1") => ({ entryId, stripeId: "ch_1", cents });

describe("comparing one object", () => {
  it("R31: agrees when both sides come to the same, in however many steps", () => {
    expect(compare("ch_1", [recorded(1500), recorded(-48, "fee:1")], [booked(1452)])).toBeNull();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -900, max: 900 }), { minLength: 1 }), (parts) => {
        const total = parts.reduce((sum, part) => sum + part, 0);
        const ours = parts.map((part, index) => recorded(part, `entry:${index}`));
        expect(compare("ch_1", ours, [booked(total)])).toBeNull();
        expect(compare("ch_1", ours, [booked(total + 1)])).toMatchObject({ kind: "amounts_differ" });
      }),
    );
  });

  it("R31: names what only one side knows", () => {
    expect(compare("ch_1", [recorded(1500)], [])).toMatchObject({
      kind: "ours_without_theirs",
      oursCents: 1500,
      theirsCents: 0,
      entryIds: ["paid:1"],
    });
    expect(compare("ch_1", [], [booked(1452)])).toMatchObject({
      kind: "theirs_without_ours",
      type: "charge",
      theirsCents: 1452,
    });
  });
});

describe("days", () => {
  it("begin and end at midnight in UTC", () => {
    expect(dayAfter("2026-02-28")).toBe("2026-03-01");
    expect(boundsOf("2026-03-01").to).toEqual(new Date("2026-03-02T00:00:00Z"));
  });

  it("R31: are compared once they have been over for an hour", () => {
    expect(lastClosedDay(new Date("2026-03-02T00:59:59Z"))).toBe("2026-02-28");
    expect(lastClosedDay(new Date("2026-03-02T01:00:00Z"))).toBe("2026-03-01");
  });
});
