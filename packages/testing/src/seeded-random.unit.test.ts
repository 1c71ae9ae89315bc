import { expect, it } from "vitest";
import { chosenByName, randomFrom, shuffled } from "./seeded-random.ts";

const names = ["accept", "cancel", "deliver", "refuse"];
const choose = (among: readonly string[], number: number) => chosenByName(among, (name) => name, number);

it("gives the same numbers and orders for the same seed", () => {
  expect(shuffled(names, randomFrom(7))).toEqual(shuffled(names, randomFrom(7)));
  expect(randomFrom(7)()).not.toBe(randomFrom(8)());
});

it("chooses every item now and then, and nothing of nothing", () => {
  const counts = Map.groupBy(
    Array.from({ length: 1_000 }, (_, number) => choose(names, number)),
    (name) => name,
  );
  expect([...counts.keys()].sort()).toEqual(names);
  for (const chosen of counts.values()) expect(chosen.length).toBeGreaterThan(150);
  expect(choose([], 1)).toBeUndefined();
});

it("changes no choice because of a new item but those that the new item wins", () => {
  for (let number = 0; number < 1_000; number++) {
    const after = choose(["extend-deadline", ...names], number);
    expect([choose(names, number), "extend-deadline"]).toContain(after);
  }
});
