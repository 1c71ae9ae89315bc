import { ORDER_ACTIONS, orderActionEndpoints } from "@vc/contracts";
import { describeModel } from "@vc/service";
import { sampleDocument } from "@vc/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { aListing, anOrder } from "../../test/builders.ts";
import { type OrderDocument, orderModel } from "../orders/model.ts";
import type { Order } from "../orders/order.ts";
import { toOrder } from "../orders/order-document.ts";
import { eraseParty } from "./erase-party.ts";

const fields = describeModel(orderModel);
const count = (of: Order, word: string) => JSON.stringify(of).split(word).length - 1;

/** Words of the buyer hold `buyer-word`, words of the seller `seller-word`. */
function anOrderFullOfWords(): Order {
  const listing = aListing({
    title: "seller-word",
    description: "seller-word",
    briefInstructions: "seller-word",
    extras: [{ id: "extra_1", title: "seller-word", price: 100, extraDays: 0 }],
  });
  const said = (text: string) => ({ explanation: text });
  return anOrder({
    state: "in_progress",
    listing,
    brief: { text: "buyer-word", fileIds: ["file_1"] },
    after: [
      { command: { action: "request-cancellation", ...said("buyer-word") }, by: "buyer" },
      { command: { action: "refuse-cancellation", ...said("seller-word") }, by: "seller" },
      {
        command: {
          action: "deliver",
          message: "seller-word",
          fileIds: ["file_2"],
          links: ["https://seller-word.fr"],
        },
        by: "seller",
      },
      { command: { action: "request-revision", ...said("buyer-word") }, by: "buyer" },
      { command: { action: "refuse-revision", ...said("seller-word") }, by: "seller" },
      { command: { action: "open-dispute", statement: "buyer-word" }, by: "buyer" },
      { command: { action: "add-statement", text: "seller-word" }, by: "seller" },
      { command: { action: "add-statement", text: "mediator-word" }, by: "mediator" },
    ],
  });
}

describe("R42: an order without the words of one party", () => {
  const order = anOrderFullOfWords();

  it.each(["buyer", "seller"] as const)("of the %s keeps nothing of theirs and everything else", (party) => {
    const other = party === "buyer" ? "seller" : "buyer";
    const after = eraseParty(order, party, fields);
    expect(count(order, `${party}-word`)).toBeGreaterThan(4);
    expect(count(after, `${party}-word`)).toBe(0);
    for (const word of [`${other}-word`, "mediator-word"])
      expect(count(after, word)).toBe(count(order, word));
    const record = ({
      state,
      totalAmount,
      buyerId,
      sellerId,
      placedAt,
      paidAt,
      deadlines,
      sequence,
    }: Order) => ({
      ...{ state, totalAmount, buyerId, sellerId, placedAt, paidAt, deadlines, sequence },
    });
    expect(record(after)).toEqual(record(order));
    expect(after.listing.hash).toBe(order.listing.hash);
    expect(after.timeline.map(({ at, by, action }) => ({ at, by, action }))).toEqual(
      order.timeline.map(({ at, by, action }) => ({ at, by, action })),
    );
  });

  it("keeps the delivered files, which are the buyer's", () => {
    expect(eraseParty(order, "seller", fields).deliveries[0]?.fileIds).toEqual(["file_2"]);
  });

  it.each(["refused", "cancelled"] as const)("of one that was %s keeps why, but not the words", (state) => {
    const ended = anOrder({ state });
    const by = ended.outcome?.by;
    if (by !== "buyer" && by !== "seller") throw new Error(`${by} ended it`);
    const after = eraseParty(ended, by, fields);
    expect(after.outcome).toEqual({ ...ended.outcome, explanation: "" });
  });
});

it("R42: leaves no text that a party writes, in any field of the stored order (order.ts)", () => {
  const sample = sampleDocument(orderModel, {
    idOf: (of) => `${of}_1`,
    personal: "party-word",
    at: new Date(0),
  });
  // A sample is a document of the model.
  const order = toOrder(sample as unknown as OrderDocument);
  const erased = (["buyer", "seller"] as const).reduce(
    (left, party) => eraseParty(left, party, fields),
    order,
  );
  expect(count(order, "party-word")).toBeGreaterThan(10);
  expect(count(erased, "party-word")).toBe(0);
});

/** The fields of an action's body that a person writes freely: no id, no time, no value of a list. */
function textFieldsOf(body: z.ZodType): string[] {
  const { properties = {} } = z.toJSONSchema(body, { io: "input", unrepresentable: "any" });
  return Object.entries(properties).flatMap(([name, property]) => {
    if (typeof property !== "object" || property.type !== "string") return [];
    const isMade = property.enum ?? property.const ?? property.format;
    return isMade === undefined && !property.pattern?.startsWith("^order_") ? [name] : [];
  });
}

it.each(ORDER_ACTIONS)("R42: erases every text that a party writes with %s from the timeline", (action) => {
  const { access, body } = orderActionEndpoints[action];
  // What a mediator decides stays with the case.
  if (typeof access === "object") return;
  const texts = body === undefined ? [] : textFieldsOf(body);
  const written = Object.fromEntries(texts.map((name) => [name, "buyer-word"]));
  const placed = anOrder({ state: "in_progress" });
  const timeline = placed.timeline.map((entry) => ({ ...entry, by: "buyer" as const, data: written }));
  const left = eraseParty({ ...placed, timeline }, "buyer", fields).timeline.flatMap(({ data }) =>
    Object.entries(data),
  );
  expect(left.filter(([, text]) => text !== "").map(([name]) => name)).toEqual([]);
});
