import { testDatabase } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ListingDocument, listingModel } from "./model.ts";

const listing: ListingDocument = {
  _id: "listing_1",
  sellerId: "account_1",
  state: "published",
  title: "Logo",
  description: "Un logo en noir et blanc.",
  category: "graphic-design/logos",
  tags: ["logo"],
  basePriceCents: 5_000,
  deliveryDays: 3,
  briefInstructions: "",
  extras: [{ id: "extra_1", title: "Express", priceCents: 2_000, extraDays: 0 }],
  revisionLimit: null,
  createdAt: new Date("2026-05-01T00:00:00Z"),
  updatedAt: new Date("2026-05-01T00:00:00Z"),
  version: 1,
  sequence: 1,
  search: { title: ["logo"], tags: ["logo"], all: ["logo"], begins: ["l", "lo"] },
  sellerRating: 4.5,
  sellerReviewCount: 2,
  ratingBand: 4,
};

let stored: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  stored = await testDatabase();
});
afterAll(() => stored.stop());

it("refuses a write that breaks the schema, and a query on a field that it does not have", async () => {
  const listings = stored.database.model(listingModel);
  await expect(listings.insertOne({ ...listing, basePriceCents: 50.5 })).rejects.toThrow(
    "is not a whole number",
  );
  await listings.insertOne(listing);
  const extras = [{ ...listing.extras[0], price: 1 }] as unknown as ListingDocument["extras"]; // no type lets it through
  const changed = listings.updateOne({ _id: listing._id }, { $set: { extras } });
  await expect(changed).rejects.toThrow("`extras.0.price` is not in schema");
  await expect(listings.find({ "search.words": "logo" })).rejects.toThrow(/"words" is not in schema/);
  expect(await stored.db.collection("listings").find().toArray()).toEqual([listing]);
});
