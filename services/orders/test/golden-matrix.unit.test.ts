import { describe, expect, it } from "vitest";
import { advance, decide } from "../src/orders/decide.ts";
import { aListing, anOrder, lastMoment, MINUTE, policy } from "./builders.ts";
import { COMMANDERS, everyCommand } from "./every-command.ts";
import { goldenMatrix, type Situation } from "./golden-matrix.ts";

function build({ state, after = [], isLate, revisionLimit = null }: Situation) {
  const order = anOrder({ state, after, listing: aListing({ revisionLimit }) });
  const now = isLate && order.dueAt ? order.dueAt.getTime() + 1 : lastMoment(order) + MINUTE;
  return { order, now: new Date(now) };
}

describe.each(Object.entries(goldenMatrix))("an order that is %s", (_name, situation) => {
  const { order, now } = build(situation);

  it.each(COMMANDERS)("R22: lets the %s do exactly what the reviewed matrix says", (by) => {
    const moved = Object.entries(everyCommand(now)).flatMap(([name, command]) => {
      const decision = decide(order, command, by, now, policy);
      return decision.kind === "moved" ? [[name, decision.change.order.state]] : [];
    });
    expect(Object.fromEntries(moved)).toEqual(situation.may[by] ?? {});
  });

  it("R26: has exactly the windows that the reviewed matrix says, and they end as it says", () => {
    const ends = order.deadlines.map(({ kind, at }) => [
      kind,
      (advance(order, at, policy)?.order ?? order).state,
    ]);
    expect(Object.fromEntries(ends)).toEqual(situation.ends);
  });
});
