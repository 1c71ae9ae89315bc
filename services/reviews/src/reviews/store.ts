import { changedMeanwhile } from "@vc/bus";
import {
  changeBatch,
  type Database,
  type Erased,
  type ErasureBatch,
  type Filter,
  type Sort,
  trusted,
} from "@vc/service";
import type { ClientSession } from "mongodb";
import { type ReviewDocument, reviewModel } from "./model.ts";
import type { Review } from "./review.ts";
import { noStars, type StarCounts } from "./stars.ts";

const hasReply = trusted({ $ne: null });

/** Reviews in the service's database. */
export function createReviewStore(database: Database) {
  const reviews = database.model(reviewModel);

  return {
    async find(reviewId: string, session?: ClientSession): Promise<Review | null> {
      const found = await reviews.findOne({ _id: reviewId }, { session });
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

    /** Every review by an account, newest first. */
    async *writtenBy(buyerId: string): AsyncIterable<Review> {
      const written = reviews.stream({ buyerId }, { sort: { createdAt: -1 } });
      for await (const review of written) yield toReview(review);
    },

    /** Every review that a seller replied to, newest first. */
    async *repliedBy(sellerId: string): AsyncIterable<Review> {
      const replied = reviews.stream({ sellerId, reply: hasReply }, { sort: { createdAt: -1 } });
      for await (const review of replied) yield toReview(review);
    },

    /** R42: the stars stay, without a name: they are the seller's standing (R34). */
    eraseTexts: (batch: ErasureBatch): Promise<Erased> =>
      changeBatch(
        reviews,
        { buyerId: batch.accountId, text: trusted({ $gt: "" }) },
        { $set: { text: "" } },
        batch,
      ),

    eraseReplies: (batch: ErasureBatch): Promise<Erased> =>
      changeBatch(
        reviews,
        { sellerId: batch.accountId, "reply.text": trusted({ $gt: "" }) },
        { $set: { "reply.text": "" } },
        batch,
      ),

    /** At most `limit` reviews of a filter, in the order of `sort`. */
    async list(filter: Filter<ReviewDocument>, sort: Sort, limit: number): Promise<Review[]> {
      return (await reviews.find(filter, { sort, limit })).map(toReview);
    },

    /** How many published reviews of a seller gave how many stars. A removed review counts no more. */
    async countStars(sellerId: string, session?: ClientSession): Promise<StarCounts> {
      const counted = await reviews.aggregate<{ _id: keyof StarCounts; times: number }>(
        [{ $match: { sellerId, state: "published" } }, { $group: { _id: "$stars", times: { $sum: 1 } } }],
        { session },
      );
      return { ...noStars, ...Object.fromEntries(counted.map(({ _id, times }) => [_id, times])) };
    },

    async countReplied(sellerId: string): Promise<number> {
      return reviews.countDocuments({ sellerId, state: "published", reply: hasReply });
    },
  };
}

export type ReviewStore = ReturnType<typeof createReviewStore>;

function toReview({ _id, ...review }: ReviewDocument): Review {
  return { id: _id, ...review };
}
