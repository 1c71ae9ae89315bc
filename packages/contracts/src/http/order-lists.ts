import { z } from "zod";
import { OrderState } from "../vocabulary.ts";
import { PageQuery, View } from "./paging.ts";

export const ListOrdersQuery = PageQuery.extend({
  role: z.enum(["buyer", "seller"]).default("buyer"),
  state: OrderState.optional(),
  sort: z.enum(["newest", "deadline"]).default("newest"),
  view: View.describe("card: without the texts, files and extras of an order, which are empty then"),
});
export type ListOrdersQuery = z.infer<typeof ListOrdersQuery>;

export const CountOrdersQuery = ListOrdersQuery.pick({ role: true });

export const OrderCounts = z
  .object({
    states: z.record(OrderState, z.int().min(0)),
    late: z.int().min(0).describe("in progress and past their delivery date (R15)"),
  })
  .meta({ id: "OrderCounts" });
export type OrderCounts = z.infer<typeof OrderCounts>;

export const ListDisputesQuery = PageQuery.extend({ state: z.enum(["open", "resolved"]).default("open") });
export type ListDisputesQuery = z.infer<typeof ListDisputesQuery>;

const WindowMs = z.int().min(0);

/** How long each window of an order is on this platform, in milliseconds. */
export const OrderWindows = z
  .object({
    paymentMs: WindowMs.describe("R8: to pay"),
    acceptanceMs: WindowMs.describe("R9: for the seller's answer"),
    deliveryDayMs: WindowMs.describe("R13: what a day of a delivery time counts"),
    completionMs: WindowMs.describe("R16, R20: from the last delivery to completion by silence"),
    revisionAnswerMs: WindowMs.describe("R19: for the answer to a request for a revision"),
    cancellationAnswerMs: WindowMs.describe("R21: for the answer to a request to cancel"),
    escalationMs: WindowMs.describe("R26: from payment until support takes a dispute over"),
    capMs: WindowMs.describe("R26: from payment to the end that every order has"),
  })
  .meta({ id: "OrderWindows" });
export type OrderWindows = z.infer<typeof OrderWindows>;
