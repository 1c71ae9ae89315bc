import { createHash } from "node:crypto";
import type rateLimit from "@fastify/rate-limit";
import { isDuplicateKey } from "@vc/bus";
import type { Clock } from "@vc/http";
import { type Database, trusted } from "@vc/service";
import { limitWindowModel } from "./model.ts";

/**
 * Where the limits count: in the database, so that several instances count together and a guesser gains nothing
 * from their number.
 */
export function createLimitCounter(database: Database, clock: Clock) {
  const windows = database.model(limitWindowModel);

  async function countUp(_id: string, expiresAt: Date): Promise<number> {
    const update = { $inc: { count: 1 }, $setOnInsert: { expiresAt } };
    const options = { upsert: true, returnDocument: "after" } as const;
    try {
      return (await windows.findOneAndUpdate({ _id }, update, options))?.count ?? 1;
    } catch (error) {
      // Two first requests of a window at once: the second finds the first one's document now.
      if (!isDuplicateKey(error)) throw error;
      return (await windows.findOneAndUpdate({ _id }, update, options))?.count ?? 1;
    }
  }

  const idOf = (key: string, endMs: number) =>
    `${createHash("sha256").update(key).digest("base64url")}|${endMs}`;

  return {
    /** Counts one more use of `key` in its present window, and tells how many there were and when it ends. */
    async count(key: string, windowMs: number): Promise<{ current: number; ttl: number; endMs: number }> {
      const nowMs = clock.now().getTime();
      const endMs = (Math.floor(nowMs / windowMs) + 1) * windowMs;
      return { current: await countUp(idOf(key, endMs), new Date(endMs)), ttl: endMs - nowMs, endMs };
    },

    /** Takes back one use in the window that ends then. */
    async takeBack(key: string, endMs: number): Promise<void> {
      await windows.updateOne({ _id: idOf(key, endMs), count: trusted({ $gt: 0 }) }, { $inc: { count: -1 } });
    },
  };
}
export type LimitCounter = ReturnType<typeof createLimitCounter>;

/** The counter as `@fastify/rate-limit` wants a store: a class, whose instances all count in one place. */
export function storeFor(counter: LimitCounter): rateLimit.FastifyRateLimitStoreCtor {
  return class implements rateLimit.FastifyRateLimitStore {
    incr(
      key: string,
      done: (error: Error | null, result?: { current: number; ttl: number }) => void,
      windowMs: number,
    ): void {
      counter.count(key, windowMs).then((result) => done(null, result), done);
    }
    child(): this {
      return this;
    }
  };
}
