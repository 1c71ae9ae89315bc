import { expect, it } from "vitest";
import { ofManySellers } from "./of-many-sellers.ts";

const of = (...names: string[]) => names.map((name) => ({ sellerId: name.slice(0, 1), name }));
const chosen = (count: number, ...names: string[]) =>
  ofManySellers(of(...names), count).map(({ name }) => name);

it("shows the best of each seller before the second best of any", () => {
  expect(chosen(4, "a1", "a2", "a3", "b1", "c1", "b2")).toEqual(["a1", "b1", "c1", "a2"]);
});

it("shows what there is of few sellers, and no more than was asked for", () => {
  expect(chosen(6, "a1", "a2", "b1")).toEqual(["a1", "b1", "a2"]);
  expect(chosen(1, "a1", "b1")).toEqual(["a1"]);
  expect(chosen(3)).toEqual([]);
});
