import { createHash } from "node:crypto";
import {
  type DataOf,
  ListingDeleted,
  ListingPaused,
  type ListingPublished,
  ListingUpdated,
  type Order,
  OrderPaid,
} from "@vc/contracts";
import { newId } from "@vc/service";
import { waitFor } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { DAY } from "../../test/builders.ts";

let t: TestApp;

beforeAll(async () => {
  t = await buildTestApp();
});
afterAll(() => t?.stop());

/** As the README tells a client to do it, with nothing of the service's own. */
function recomputed({ hash: _, ...terms }: Order["listing"]): string {
  const json = JSON.stringify(terms, (_key, value) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash("sha256").update(json).digest("hex");
}

const order = (
  accountId: string,
  listing: DataOf<typeof ListingPublished>,
  amount: number,
  extraIds: string[],
) =>
  t.call(
    accountId,
    "POST",
    "/v1/orders",
    { listingId: listing.listingId, extraIds, expectedTotal: { amount, currency: "EUR" } },
    { "idempotency-key": newId("order") },
  );

it("R7: no edit, pause or deletion of the listing reaches an order, and all three see the same hash", async () => {
  const listing = await t.aPublishedListing({ title: "Logo “noir & blanc” é", revisionLimit: 0 });
  const [express] = listing.extras;
  const { body: placed } = await order(t.buyerId, listing, 7_000, [express?.id ?? ""]);
  await t.pay(placed);
  await t.neighbours.heard(OrderPaid, (data) => data.orderId === placed.id);

  const edited = {
    ...listing,
    title: "Poster",
    description: "A poster, printed.",
    briefInstructions: "Nothing.",
    basePrice: 9_900,
    deliveryDays: 45,
    category: "translation",
    revisionLimit: null,
    extras: [{ id: express?.id ?? "", title: "Slow", price: 1, extraDays: 9 }],
  };
  const listings = t.platform.db.collection<{ _id: string }>("listings");
  for (const [event, state] of [
    [ListingUpdated, "published"],
    [ListingPaused, "paused"],
    [ListingDeleted, "paused"],
  ] as const) {
    const told = { ...edited, title: `Poster, ${event.name}`, state };
    await t.neighbours.tell(event, listing.listingId, told);
    await waitFor(() => listings.findOne({ _id: listing.listingId, title: told.title }), {
      what: `${event.name} to be known`,
    });
    const another = await order(newId("account"), listing, 9_901, [express?.id ?? ""]);
    // What was told has an effect, only not on the order that is there.
    if (state === "published") expect(another.body.listing.title).toBe(told.title);
    else expect(another.body.code).toBe("listing_not_available");
    for (const party of [t.buyerId, t.sellerId]) {
      const { body } = await t.call(party, "GET", `/v1/orders/${placed.id}`);
      expect([body.listing, body.total]).toEqual([placed.listing, placed.total]);
      expect(body.category).toBe("graphic-design/logos");
    }
  }

  const acceptedAt = t.clock.now().getTime();
  const accepted = await t.act(t.sellerId, placed.id, "accept");
  expect(accepted.body.dueAt).toBe(new Date(acceptedAt + 3 * DAY).toISOString());
  await t.act(t.sellerId, placed.id, "deliver", { message: "Here.", links: ["https://example.org/logo"] });
  await t.act(t.buyerId, placed.id, "request-revision", { explanation: "Print it." });
  await t.act(t.sellerId, placed.id, "refuse-revision", { explanation: "That was not offered." });
  await t.act(t.buyerId, placed.id, "open-dispute", { statement: "The listing says printed." });
  const { body: page } = await t.mediate("GET", `/v1/orders/${placed.id}/case`);
  expect(page.listing).toEqual(placed.listing);
  expect(page.revisions.limit).toBe(0);
  expect(recomputed(page.listing)).toBe(page.listing.hash);
});

it("R7: the hash changes with every one of the frozen terms", async () => {
  const listing = await t.aPublishedListing();
  const { body } = await order(t.buyerId, listing, 5_000, []);
  const terms: Order["listing"] = body.listing;
  const others: Partial<Order["listing"]>[] = [
    { title: "Logo" },
    { description: "In colour." },
    { briefInstructions: "" },
    { basePrice: { amount: 5_001, currency: "EUR" } },
    { deliveryDays: 4 },
    { revisionLimit: 1 },
    {
      extras: [{ id: newId("extra"), title: "Express", price: { amount: 1, currency: "EUR" }, extraDays: 0 }],
    },
  ];
  const hashes = [terms, ...others.map((other) => ({ ...terms, ...other }))].map(recomputed);
  expect(hashes[0]).toBe(terms.hash);
  expect(new Set(hashes).size).toBe(others.length + 1);
});
