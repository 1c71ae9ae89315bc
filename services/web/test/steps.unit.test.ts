import { expect, it } from "vitest";
import { stepsOf } from "../app/order/steps.ts";
import { sampleOrders } from "./sample-orders.ts";

const told = (name: keyof typeof sampleOrders) =>
  stepsOf(sampleOrders[name]).map(({ kind, state }) => `${kind} ${state}`);

it("R13, R14, R16: an order goes from payment over acceptance and delivery to its end", () => {
  expect(told("buyerToPay")).toEqual(["pay now", "accept next", "deliver next", "complete next"]);
  expect(told("buyerPending")).toEqual(["pay done", "accept now", "deliver next", "complete next"]);
  expect(told("buyerInProgress")).toEqual(["pay done", "accept done", "deliver now", "complete next"]);
  expect(told("buyerDelivered")).toEqual(["pay done", "accept done", "deliver done", "complete next"]);
  expect(told("buyerCompleted")).toEqual(["pay done", "accept done", "deliver done", "complete done"]);
});

it("R18, R19: a revision stands between deliveries", () => {
  expect(told("buyerRevision")).toEqual([
    "pay done",
    "accept done",
    "deliver done",
    "revision now",
    "complete next",
  ]);
  expect(told("buyerRework")).toEqual([
    "pay done",
    "accept done",
    "deliver done",
    "revision done",
    "deliver now",
    "complete next",
  ]);
});

it("R10, R11, R24: shows where the way ended or stands still", () => {
  expect(told("buyerRefused")).toEqual(["pay done", "ended done"]);
  expect(told("buyerUnpaid")).toEqual(["pay next", "ended done"]);
  expect(told("buyerDisputed")).toContain("dispute now");
});

it("R24, R26: in a dispute it is known since when it is open, and the end of the order alone", () => {
  const order = sampleOrders.buyerDisputed;
  const [dispute, end] = stepsOf(order).slice(-2);
  expect(dispute).toEqual({ kind: "dispute", state: "now", at: order.dispute?.openedAt });
  const cap = order.deadlines.find(({ kind }) => kind === "end")?.at;
  expect(cap).toBeDefined();
  expect(end).toEqual({ kind: "complete", state: "next", at: cap });
});
