import { nameOf } from "@vc/lifecycle/testing";
import { describe, expect, it } from "vitest";
import { advance, decide } from "../src/orders/decide.ts";
import { isFinal, moves } from "../src/orders/lifecycle.ts";
import { unlikeItsDeadlines } from "./awaited-answers.ts";
import { aListing, anOrder, lastMoment, MINUTE, policy } from "./builders.ts";
import { COMMANDERS, everyCommand } from "./every-command.ts";
import { goldenMatrix, type Situation } from "./golden-matrix.ts";

function build({ state, after = [], isLate, revisionLimit = null }: Situation) {
  const order = anOrder({ state, after, listing: aListing({ revisionLimit }) });
  const now = isLate && order.dueAt ? order.dueAt.getTime() + 1 : lastMoment(order) + MINUTE;
  return { order, now: new Date(now) };
}

/** What comes of every command of an actor in a situation. */
function triedBy(by: (typeof COMMANDERS)[number], { order, now }: ReturnType<typeof build>) {
  return Object.entries(everyCommand(now)).map(
    ([name, command]) => [name, decide(order, command, by, now, policy)] as const,
  );
}

describe.each(Object.entries(goldenMatrix))("an order that is %s", (_name, situation) => {
  const { order, now } = build(situation);

  it.each(COMMANDERS)("R22: lets the %s do exactly what the reviewed matrix says", (by) => {
    const tried = triedBy(by, { order, now });
    const moved = tried.flatMap(([name, decision]) =>
      decision.kind === "moved" ? [[name, decision.change.order.state]] : [],
    );
    expect(Object.fromEntries(moved)).toEqual(situation.may[by] ?? {});
    // The words of every command are valid: what is refused is the command itself.
    const reasons = tried.flatMap(([, decision]) => (decision.kind === "refused" ? [decision.reason] : []));
    expect(reasons).not.toContain("invalid_input");
  });

  it("R14, R19, R21: waits for an answer exactly while there is a deadline for it, after every move", () => {
    const moved = COMMANDERS.flatMap((by) => triedBy(by, { order, now }))
      .map(([name, { change }]) => [name, change?.order ?? order] as const)
      .filter(([, left]) => !isFinal(left.state));
    const wrong = moved.flatMap(([name, left]) =>
      unlikeItsDeadlines(left).map((kind) => `${kind} after ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it("R26: has exactly the windows that the reviewed matrix says, and they end as it says", () => {
    const ends = order.deadlines.map(({ kind, at }) => [
      kind,
      (advance(order, at, policy)?.order ?? order).state,
    ]);
    expect(Object.fromEntries(ends)).toEqual(situation.ends);
  });
});

it("R22: every row of the table is shown by a situation of the reviewed matrix", () => {
  const taken = Object.values(goldenMatrix).flatMap((situation) => {
    const built = build(situation);
    const byActors = COMMANDERS.flatMap((by) => triedBy(by, built)).map(([, { change }]) => change);
    const byClock = built.order.deadlines.map(({ at }) => advance(built.order, at, policy));
    return [...byActors, ...byClock].flatMap((change) => change?.rows ?? []);
  });
  expect(moves.filter((move) => !taken.includes(move)).map(nameOf)).toEqual([]);
});
