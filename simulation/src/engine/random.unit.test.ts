import { describe, expect, it } from "vitest";
import { createRandom } from "./random.ts";

const DRAWS = 20_000;
const weights: Readonly<Record<string, number>> = { accept: 12, cancel: 0.4, deliver: 10, none: 2 };
const names = Object.keys(weights);

function drawn(seed: number, from: readonly string[]): string[] {
  const random = createRandom(seed);
  return Array.from({ length: DRAWS }, () => random.pickByName(from, (name) => weights[name] ?? 1));
}

describe("a choice by name", () => {
  it("is as likely as its weight says", () => {
    const counts = Map.groupBy(drawn(1, names), (name) => name);
    const sum = Object.values(weights).reduce((total, weight) => total + weight);
    for (const name of names) {
      const share = (counts.get(name)?.length ?? 0) / DRAWS;
      expect(Math.abs(share - (weights[name] ?? 0) / sum)).toBeLessThan(0.02);
    }
  });

  it("changes with another name only where that one wins, wherever it stands in the list", () => {
    const before = drawn(2, names);
    const after = drawn(2, ["extend-deadline", ...names]);
    const changed = after.filter((name, index) => name !== before[index]);
    expect(changed.length).toBeGreaterThan(0);
    expect(new Set(changed)).toEqual(new Set(["extend-deadline"]));
  });
});
