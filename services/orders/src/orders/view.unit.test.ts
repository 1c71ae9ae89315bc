import { Order as OrderView } from "@vc/contracts";
import { sampleDocument } from "@vc/testing";
import { expect, it } from "vitest";
import { type OrderDocument, orderModel } from "./model.ts";
import { toOrder } from "./order-document.ts";
import { toOrderCard, toOrderView } from "./view.ts";

const sample = sampleDocument(orderModel, {
  idOf: (of) => `${of}_1`,
  personal: "party-word",
  at: new Date("2026-03-02T09:00:00.000Z"),
});
// A sample is a document of the model: it has something in every field.
const order = toOrder(sample as unknown as OrderDocument);
const context = {
  by: "buyer",
  now: new Date("2026-03-03T09:00:00.000Z"),
  nameOf: () => ({ displayName: "", closed: false }),
  files: [],
} as const;
const view = toOrderView(order, context);

it("shows every part of an order that the contract has", () => {
  const shape = Object.keys(OrderView.shape).toSorted();
  expect(Object.keys(view).toSorted()).toEqual(shape);
  expect(JSON.stringify(view).split("party-word").length - 1).toBeGreaterThan(8);
});

it("shows no text of a party on a card but the title of what was ordered", () => {
  const card = toOrderCard(view);
  expect(card.listing.title).toBe("party-word");
  const untitled = { ...card, listing: { ...card.listing, title: "" } };
  expect(JSON.stringify(untitled)).not.toContain("party-word");
});
