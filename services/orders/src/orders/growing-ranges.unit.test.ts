import { expect, it } from "vitest";
import { growingRanges } from "./growing-ranges.ts";

const now = new Date("2026-03-02T09:00:00.000Z");

it("follow each other without a gap, grow, and reach everything", () => {
  for (const direction of [1, -1] as const) {
    const ranges = [...growingRanges(now, direction, null)];
    const inTime = direction === 1 ? ranges : ranges.toReversed();
    expect(inTime.at(0)?.from).toBeNull();
    expect(inTime.at(-1)?.to).toBeNull();
    inTime.slice(1).forEach(({ from }, index) => {
      expect(from).toEqual(inTime[index]?.to);
    });
    const hours = ranges.map(
      ({ from, to }) => ((direction === 1 ? to : from)?.getTime() ?? 0) - now.getTime(),
    );
    expect(Math.abs(hours[0] ?? 0)).toBe(3_600_000);
    expect(Math.abs(hours[5] ?? 0)).toBeGreaterThan(3 * 365 * 86_400_000);
  }
});

it("begin at the edge that is given", () => {
  const [first] = growingRanges(now, -1, now);
  expect(first).toEqual({ from: new Date("2026-03-02T08:00:00.000Z"), to: now });
});
