import { describe, expect, it } from "vitest";
import { durationName, nextHop, plainTier, SHORTEST_HOP_MS, timerLadder } from "./delay-tiers.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe("durationName", () => {
  it.each([
    [50, "50ms"],
    [5_000, "5s"],
    [72_500, "72500ms"],
    [300_000, "5min"],
    [hourMs, "1h"],
    [48 * hourMs, "48h"],
    [3 * dayMs, "3d"],
    [7 * dayMs, "7d"],
  ])("%i ms is %s", (durationMs, name) => {
    expect(durationName(durationMs)).toBe(name);
  });
});

describe("the ladder", () => {
  it("takes the largest tier that is not longer than what remains", () => {
    const ladder = timerLadder([]);
    expect(nextHop(ladder, 8 * dayMs)?.name).toBe("7d");
    expect(nextHop(ladder, 90_000)?.name).toBe("1min");
    expect(nextHop(ladder, SHORTEST_HOP_MS)?.name).toBe("1s");
    expect(nextHop(ladder, SHORTEST_HOP_MS - 1)).toBeUndefined();
    expect(nextHop(ladder, -1)).toBeUndefined();
  });

  it("brings an exact window in one hop to its last moments, also when sending took a while", () => {
    const ladder = timerLadder([48 * hourMs]);
    for (const sendingMs of [0, 20, 499]) {
      const tier = nextHop(ladder, 48 * hourMs - sendingMs);
      expect(tier?.name).toBe("48h.early");
      expect(nextHop(ladder, 48 * hourMs - sendingMs - (tier?.delayMs ?? 0))).toBeUndefined();
    }
    // Without the window's own tier the same way takes many hops.
    expect(nextHop(timerLadder([]), 48 * hourMs - 20)?.name).toBe("24h");
  });

  it("comes to its end from anywhere, never late and in bounded hops", () => {
    const ladder = timerLadder([48 * hourMs, 7 * dayMs]);
    for (let startMs = 1; startMs < 75 * dayMs; startMs = startMs * 3 + 7) {
      let remainingMs = startMs;
      let hops = 0;
      for (let tier = nextHop(ladder, remainingMs); tier; tier = nextHop(ladder, remainingMs)) {
        remainingMs -= tier.delayMs;
        hops += 1;
      }
      expect(remainingMs).toBeGreaterThanOrEqual(0);
      expect(remainingMs).toBeLessThan(SHORTEST_HOP_MS);
      expect(hops).toBeLessThan(60);
    }
  });

  it("gives one name one duration, for all windows of the services", () => {
    const durations = new Map<string, number>();
    const tiers = [
      ...timerLadder([hourMs, 48 * hourMs, 48_000]),
      ...timerLadder([dayMs, 7 * dayMs]),
      plainTier(hourMs),
    ];
    for (const { name, delayMs } of tiers) {
      expect(durations.get(name) ?? delayMs).toBe(delayMs);
      durations.set(name, delayMs);
    }
  });

  it("leaves windows to the rungs that are too short to gain or too long for the broker", () => {
    expect(timerLadder([1_000, 75 * dayMs])).toEqual(timerLadder([]));
  });
});
