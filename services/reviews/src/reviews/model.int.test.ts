import { testDatabase } from "@vc/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ReviewDocument, reviewModel } from "./model.ts";

const review: ReviewDocument = {
  _id: "review_1",
  orderId: "order_1",
  listingId: "listing_1",
  buyerId: "account_1",
  sellerId: "account_2",
  stars: 5,
  text: "Très bien.",
  state: "published",
  reply: null,
  removal: null,
  createdAt: new Date("2026-05-01T00:00:00Z"),
  sequence: 1,
};

let stored: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  stored = await testDatabase();
});
afterAll(() => stored.stop());

it("refuses a write that breaks the schema, and a query on a field that it does not have", async () => {
  const reviews = stored.database.model(reviewModel);
  await expect(reviews.insertOne({ ...review, stars: 6 })).rejects.toThrow("stars is more than 5");
  await reviews.insertOne(review);
  const { _id, ...content } = review;
  const lost = { ...content, state: "lost" } as unknown as ReviewDocument; // no type lets it through
  await expect(reviews.replaceOne({ _id }, lost)).rejects.toThrow("state is none of held, published");
  const typo = { $set: { "reply.txt": "" } };
  await expect(reviews.updateOne({ _id }, typo)).rejects.toThrow("`reply.txt` is not in schema");
  const unknown = { seller: "account_2" } as unknown as { sellerId: string }; // no type lets it through
  await expect(reviews.find(unknown)).rejects.toThrow(/"seller" is not in schema/);
  expect(await stored.db.collection("reviews").find().toArray()).toEqual([review]);
});
