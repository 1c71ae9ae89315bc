import { expect, it } from "vitest";
import { factsOf } from "../app/guide/facts.ts";
import { countToDo, groupsOf } from "../app/orders/groups.ts";
import { appWords as english } from "../app/words/en/app-words-en.ts";
import { appWords as french } from "../app/words/fr/app-words-fr.ts";
import { allowedActionsOf, SAMPLE_NOW, sampleOrders } from "./sample-orders.ts";
import { samplePolicy } from "./sample-terms.ts";

const as = (role: "buyer" | "seller", name: keyof typeof sampleOrders) => {
  const order = sampleOrders[name];
  return { ...order, allowedActions: allowedActionsOf(order, role) };
};

it("R8, R15: puts what a person has to do before what waits for the other side and what has ended", () => {
  const orders = [
    as("seller", "sellerCompleted"),
    as("seller", "sellerPending"),
    as("seller", "sellerDelivered"),
    as("seller", "sellerLate"),
  ];
  const groups = groupsOf(orders, "seller", SAMPLE_NOW);
  expect(groups.todo.map(({ guide }) => guide.name)).toEqual(["sellerPending", "sellerLate"]);
  expect(groups.theirs.map(({ guide }) => guide.name)).toEqual(["sellerDelivered"]);
  expect(groups.ended.map(({ guide }) => guide.name)).toEqual(["sellerCompleted"]);
  expect(countToDo(orders, "seller", SAMPLE_NOW)).toBe(2);
});

it.each([
  ["fr", french],
  ["en", english],
] as const)(
  "R8, R15: says in a list what is to be done on every order that waits for a person, in %s",
  (language, words) => {
    // The keys of a record are the names of panels.
    for (const name of Object.keys(sampleOrders) as (keyof typeof sampleOrders)[]) {
      const role = name.startsWith("buyer") ? "buyer" : "seller";
      const [row] = groupsOf([as(role, name)], role, SAMPLE_NOW).todo;
      if (row === undefined) continue;
      const told = words.panels[row.guide.name].row;
      const sources = { policy: samplePolicy, language, now: SAMPLE_NOW };
      const facts = factsOf(row.order, role, row.guide.clock, sources);
      expect([row.guide.name, told?.title(facts)]).toEqual([
        row.guide.name,
        expect.stringContaining(row.order.listing.title),
      ]);
    }
  },
);
