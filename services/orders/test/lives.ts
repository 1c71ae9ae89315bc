import fc from "fast-check";
import { advance } from "../src/orders/decide.ts";
import type { Order } from "../src/orders/order.ts";
import { DAY, policy } from "./builders.ts";

/** How time passes before a step: by so long, or to just before, at or after the next window's end. */
const wait = fc.oneof(
  fc.integer({ min: 0, max: DAY / 4 }),
  fc.integer({ min: 0, max: 4 * DAY }),
  fc.constantFrom("a millisecond early" as const, "in time" as const, "a millisecond late" as const),
);

/** What happens to an order: by choice among what is accepted, or among everything, after some time. */
export const life = fc.record({
  revisionLimit: fc.constantFrom(null, 0, 1),
  brief: fc.constantFrom(null, { text: "Blue.", fileIds: [] as string[] }),
  steps: fc.array(
    fc.record({
      wait,
      choice: fc.nat(),
      isWild: fc.boolean(),
      /** Whether timers fire before the step; otherwise they are late. */
      timersFire: fc.boolean(),
    }),
    { maxLength: 30 },
  ),
});
export type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

/** When a step is taken. */
export function nextMoment(order: Order, now: Date, step: Life["steps"][number]): Date {
  if (typeof step.wait === "number") return new Date(now.getTime() + step.wait);
  const current = advance(order, now, policy)?.order ?? order;
  const ends = current.deadlines
    .map((deadline) => deadline.at.getTime())
    .filter((end) => end > now.getTime());
  if (ends.length === 0) return now;
  const offset = { "a millisecond early": -1, "in time": 0, "a millisecond late": 1 }[step.wait];
  return new Date(Math.min(...ends) + offset);
}
