import { describe, expect, it } from "vitest";
import { aListing, anOrder } from "../../test/builders.ts";
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
