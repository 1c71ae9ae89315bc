import { expect, it } from "vitest";
import { countToDo, groupsOf } from "../app/orders/groups.ts";
import { allowedActionsOf, SAMPLE_NOW, sampleOrders } from "./sample-orders.ts";

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
