import { ORDER_ACTIONS, orderActionEndpoints } from "@vc/contracts";
import { describeModel } from "@vc/service";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { aListing, anOrder, steps } from "../../test/builders.ts";
import { orderModel } from "../orders/model.ts";
import type { Order } from "../orders/order.ts";
import { eraseParty } from "./erase-party.ts";

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
  const count = (of: Order, word: string) => JSON.stringify(of).split(word).length - 1;

  it.each(["buyer", "seller"] as const)("of the %s keeps nothing of theirs and everything else", (party) => {
    const other = party === "buyer" ? "seller" : "buyer";
    const after = eraseParty(order, party);
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
    expect(eraseParty(order, "seller").deliveries[0]?.fileIds).toEqual(["file_2"]);
  });

  it.each(["refused", "cancelled"] as const)("of one that was %s keeps why, but not the words", (state) => {
    const ended = anOrder({ state });
    const by = ended.outcome?.by;
    if (by !== "buyer" && by !== "seller") throw new Error(`${by} ended it`);
    const after = eraseParty(ended, by);
    expect(after.outcome).toEqual({ ...ended.outcome, explanation: "" });
  });
});

/** Every text at a path such as `deliveries[].links`. */
function textsAt(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => textsAt(item, path));
  if (path === "") return typeof value === "string" && value !== "" ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  const [name = "", ...rest] = path.split(".");
  // A path of the model names fields of the order.
  return textsAt((value as Record<string, unknown>)[name], rest.join("."));
}

it("R42: erases every text of the stored order that its parties write (model.ts)", () => {
  const orders = [
    anOrderFullOfWords(),
    anOrder({ state: "in_progress", after: [steps.requestCancellation] }),
    anOrder({ state: "revision_requested" }),
    anOrder({ state: "refused" }),
    anOrder({ state: "cancelled" }),
  ];
  const erased = orders.map((order) => eraseParty(eraseParty(order, "buyer"), "seller"));
  const written = describeModel(orderModel)
    .filter(({ name, erasure }) => erasure !== null && erasure !== "kept" && name !== "timeline[].data")
    .map(({ name }) => name.replaceAll("[]", ""));
  const at = (of: readonly Order[], path: string) => of.flatMap((order) => textsAt(order, path));
  const ofMediator = (texts: readonly string[]) => texts.every((text) => text === "mediator-word");
  expect(written.length).toBeGreaterThan(10);
  expect(written.filter((path) => at(orders, path).length === 0)).toEqual([]);
  expect(written.filter((path) => !ofMediator(at(erased, path)))).toEqual([]);
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
  const fields = body === undefined ? [] : textFieldsOf(body);
  const written = Object.fromEntries(fields.map((name) => [name, "buyer-word"]));
  const placed = anOrder({ state: "in_progress" });
  const timeline = placed.timeline.map((entry) => ({ ...entry, by: "buyer" as const, data: written }));
  const left = eraseParty({ ...placed, timeline }, "buyer").timeline.flatMap(({ data }) =>
    Object.entries(data),
  );
  expect(left.filter(([, text]) => text !== "").map(([name]) => name)).toEqual([]);
});
