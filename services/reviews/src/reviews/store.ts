import { changedMeanwhile } from "@vc/bus";
import { changeBatch, type Erased, type ErasureBatch } from "@vc/service";
import type { ClientSession, Db, Filter } from "mongodb";
import { NO_STARS, type StarCounts } from "../standings/standing.ts";
import type { Review } from "./review.ts";

export interface ReviewDocument extends Omit<Review, "id"> {
  _id: string;
}

/** Reviews in the service's database. */
export function createReviewStore(db: Db) {
  const reviews = db.collection<ReviewDocument>("reviews");

  return {
    async ensureIndexes(): Promise<void> {
      await reviews.createIndexes([
        { key: { orderId: 1 }, unique: true },
        { key: { buyerId: 1, createdAt: -1 } },
        { key: { sellerId: 1, createdAt: -1, _id: -1 } },
        { key: { sellerId: 1, stars: 1, _id: -1 } },
        { key: { listingId: 1, createdAt: -1, _id: -1 } },
        { key: { listingId: 1, stars: 1, _id: -1 } },
      ]);
    },

    async find(reviewId: string, session?: ClientSession): Promise<Review | null> {
      const found = await reviews.findOne({ _id: reviewId }, session === undefined ? {} : { session });
      return found && toReview(found);
    },

    async insert({ id, ...review }: Review, session: ClientSession): Promise<void> {
      await reviews.insertOne({ _id: id, ...review }, { session });
    },

    /**
     * Writes a review over the one it was made from.
     *
     * @throws changedMeanwhile when it has published another event or is in another state by now
     */
    async replace(before: Review, { id, ...review }: Review, session: ClientSession): Promise<void> {
      const { sequence, state } = before;
      const { matchedCount } = await reviews.replaceOne({ _id: id, sequence, state }, review, { session });
      if (matchedCount === 0) throw changedMeanwhile(`review ${id}`);
    },

    /** Every review that somebody wrote, newest first. */
    async *writtenBy(buyerId: string): AsyncIterable<Review> {
      for await (const review of reviews.find({ buyerId }).sort({ createdAt: -1 })) yield toReview(review);
    },

    /** Every review of somebody that they replied to, newest first. */
    async *repliedBy(sellerId: string): AsyncIterable<Review> {
      const replied = { sellerId, reply: { $ne: null } };
      for await (const review of reviews.find(replied).sort({ createdAt: -1 })) yield toReview(review);
    },

    /** R42: the stars stay, without a name: they are the seller's standing (R34). */
    eraseTexts: (batch: ErasureBatch): Promise<Erased> =>
      changeBatch(reviews, { buyerId: batch.accountId, text: { $gt: "" } }, { $set: { text: "" } }, batch),

    eraseReplies: (batch: ErasureBatch): Promise<Erased> =>
      changeBatch(
        reviews,
        { sellerId: batch.accountId, "reply.text": { $gt: "" } },
        { $set: { "reply.text": "" } },
        batch,
      ),

    /** At most `limit` reviews of a filter, in the order of `sort`. */
    async list(
      filter: Filter<ReviewDocument>,
      sort: Record<string, 1 | -1>,
      limit: number,
    ): Promise<Review[]> {
      return (await reviews.find(filter).sort(sort).limit(limit).toArray()).map(toReview);
    },

    /** How many published reviews of a seller gave how many stars. A removed review counts no more. */
    async countStars(sellerId: string, session?: ClientSession): Promise<StarCounts> {
      const counted = await reviews
        .aggregate<{ _id: keyof StarCounts; times: number }>(
          [{ $match: { sellerId, state: "published" } }, { $group: { _id: "$stars", times: { $sum: 1 } } }],
          session === undefined ? {} : { session },
        )
        .toArray();
      return { ...NO_STARS, ...Object.fromEntries(counted.map(({ _id, times }) => [_id, times])) };
    },

    async countReplied(sellerId: string): Promise<number> {
      return reviews.countDocuments({ sellerId, state: "published", reply: { $ne: null } });
    },
  };
}

export type ReviewStore = ReturnType<typeof createReviewStore>;

function toReview({ _id, ...review }: ReviewDocument): Review {
  return { id: _id, ...review };
}
