import { expect, it } from "vitest";
import { admit } from "./inbox.ts";

it.each([
  ["any", 5, 1, "apply"],
  ["latest", 0, 1, "apply"],
  ["latest", 5, 9, "apply"],
  ["latest", 5, 5, "outdated"],
  ["latest", 5, 4, "outdated"],
  ["gapless", 0, 1, "apply"],
  ["gapless", 0, 2, "gap"],
  ["gapless", 5, 6, "apply"],
  ["gapless", 5, 7, "gap"],
  ["gapless", 5, 5, "outdated"],
] as const)("order %s, %i known, %i arrives: %s", (order, known, sequence, admission) => {
  expect(admit(order, known, sequence)).toBe(admission);
});
