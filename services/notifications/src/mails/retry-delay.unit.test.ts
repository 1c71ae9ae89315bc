import { expect, it } from "vitest";
import { retryDelayMs } from "./worker.ts";

it("rests twice as long after each try, and never more than ten minutes", () => {
  expect([1, 2, 3, 4, 10, 11, 100].map(retryDelayMs)).toEqual([
    1_000, 2_000, 4_000, 8_000, 512_000, 600_000, 600_000,
  ]);
});
