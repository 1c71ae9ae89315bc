import { expect, it } from "vitest";
import { type MemorySample, memoryTrends, WARM_UP_MS } from "./memory.ts";

const MINUTE_MS = 60_000;

/** One sample every ten seconds for so many minutes. */
function samples(minutes: number, megabytesAt: (minute: number) => number, pid = 1): MemorySample[] {
  return Array.from({ length: minutes * 6 }, (_, index) => ({
    name: "orders",
    pid,
    atMs: index * 10_000,
    bytes: megabytesAt(index / 6) * 2 ** 20,
  }));
}

it("finds memory flat that goes up and down", () => {
  const [trend] = memoryTrends(
    samples(20, (minute) => 100 + 8 * Math.sin(minute)),
    ["orders"],
    0,
  );
  expect(trend).toMatchObject({ name: "orders", isFlat: true });
});

it("does not find memory flat that grows by a megabyte a minute and more", () => {
  const [trend] = memoryTrends(
    samples(20, (minute) => 100 + 1.5 * minute),
    ["orders"],
    0,
  );
  expect(trend?.isFlat).toBe(false);
});

it("does not count what a process takes while it warms up", () => {
  const warming = (minute: number) => Math.min(150, 60 + (90 * minute * MINUTE_MS) / WARM_UP_MS);
  const [trend] = memoryTrends(samples(20, warming), ["orders"], 0);
  expect(trend).toMatchObject({ firstBytes: 150 * 2 ** 20, lastBytes: 150 * 2 ** 20 });
});

it("says nothing of a process that was restarted or watched for too short a time", () => {
  expect(
    memoryTrends(
      samples(9, () => 100),
      ["orders"],
      0,
    ),
  ).toEqual([]);
  const restarted = [
    ...samples(10, () => 100),
    ...samples(20, () => 100, 2).filter(({ atMs }) => atMs >= 10 * MINUTE_MS),
  ];
  expect(memoryTrends(restarted, ["orders"], 0)).toEqual([]);
});
