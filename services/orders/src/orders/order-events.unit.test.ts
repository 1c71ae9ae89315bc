import { allEvents } from "@vc/contracts";
import { expect, it } from "vitest";
import { z } from "zod";
import { deadlines } from "./deadlines.ts";
import { moves } from "./lifecycle.ts";
import { eventOfMove } from "./order-events.ts";

const opening = moves.flatMap((move) =>
  (move.opens ?? []).map((kind) => ({ kind, event: eventOfMove(move) })),
);

it("R13, R19, R25: the event of every move that opens a deadline says when it is", () => {
  const silent = opening.filter(({ kind, event }) => {
    const field = deadlines[kind].told;
    return field !== null && !(event.schema instanceof z.ZodObject && field in event.schema.shape);
  });
  expect(silent.map(({ kind, event }) => `${event.name} says nothing of ${kind}`)).toEqual([]);
  expect(opening.length).toBeGreaterThan(5);
});

it("publishes each event of an order", () => {
  const published = new Set([...moves.map((move) => eventOfMove(move).name)]);
  const others = ["orders.order.placed.v1", "orders.order.reminder_due.v1"];
  expect([...published, ...others].sort()).toEqual(
    allEvents
      .map(({ name }) => name)
      .filter((name) => name.startsWith("orders.order."))
      .sort(),
  );
});
