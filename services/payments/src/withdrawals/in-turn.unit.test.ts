import { expect, it } from "vitest";
import { createTurns } from "./in-turn.ts";

it("does the work of one key one after the other, in the order of the calls, and continues after a failure", async () => {
  const inTurn = createTurns();
  const log: string[] = [];
  const gates = [1, 2, 3].map(() => Promise.withResolvers<void>());
  const asked = gates.map(({ promise }, index) =>
    inTurn("account_1", async () => {
      log.push(`${index} begins`);
      await promise;
      log.push(`${index} ends`);
      if (index === 0) throw new Error("no");
      return index;
    }),
  );
  for (const gate of gates.toReversed()) gate.resolve();
  expect(await Promise.allSettled(asked)).toMatchObject([
    { status: "rejected" },
    { status: "fulfilled", value: 1 },
    { status: "fulfilled", value: 2 },
  ]);
  expect(log).toEqual(["0 begins", "0 ends", "1 begins", "1 ends", "2 begins", "2 ends"]);
});

it("does not let work about other things wait", async () => {
  const inTurn = createTurns();
  const gate = Promise.withResolvers<void>();
  const held = inTurn("account_1", () => gate.promise);
  expect(await inTurn("account_2", async () => "done")).toBe("done");
  gate.resolve();
  await held;
});
