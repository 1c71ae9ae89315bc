import { setImmediate as nextTurn } from "node:timers/promises";
import type { Transaction } from "@vc/bus";
import { type LiveEventName, StreamAppended } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { deleteBatch, type ErasureStep } from "@vc/service";
import type { Collection, Db } from "mongodb";
import type { PeopleStore } from "../people/store.ts";

export interface StreamEntry {
  /** 1, 2, 3 … per account: the `id` of the server-sent event. */
  readonly position: number;
  readonly event: LiveEventName;
  readonly data: object;
}

interface StreamEntryDocument extends StreamEntry {
  _id: string;
  accountId: string;
  key: string;
  mentions: readonly string[];
  createdAt: Date;
}

/** How far back a stream can be resumed. Who was away longer reads the lists instead. */
const KEPT_SECONDS = 7 * 24 * 60 * 60;

/**
 * What people's live streams carry, stored: an open stream, on whichever instance, reads from here alone.
 *
 * A position is taken by a write to the person's own document, in the transaction that stores the entry. Two
 * transactions that append for one person therefore conflict and one runs after the other: positions have no gaps,
 * and a reader that sees entry n sees every entry before it. That is why `Last-Event-ID` misses nothing.
 */
export interface LiveStreams {
  ensureIndexes(): Promise<void>;
  /** Appends, and wakes the open streams of the account after the commit. Once per key. */
  append(
    entry: {
      accountId: string;
      event: LiveEventName;
      key: string;
      /** Accounts whose names or words it may hold. */
      mentions: readonly string[];
      data: object;
    },
    tx: Transaction,
  ): Promise<void>;
  /** R42: deletes entries of an account, and those that mention it. */
  readonly erase: ErasureStep;
  /** The next entries after a position, oldest first. */
  after(accountId: string, position: number, limit: number): Promise<StreamEntry[]>;
}

export function createLiveStreams(
  db: Db,
  { people, clock }: { people: PeopleStore; clock: Clock },
): LiveStreams {
  const entries: Collection<StreamEntryDocument> = db.collection("stream_entries");

  /**
   * Reads that are about to begin: all streams of a person are woken at once and ask the same. No stream joins one that
   * has begun, since what woke them may have come after it.
   */
  const asked = new Map<string, Promise<StreamEntry[]>>();

  async function read(accountId: string, position: number, limit: number): Promise<StreamEntry[]> {
    const found = await entries
      .find({ accountId, position: { $gt: position } })
      .sort({ position: 1 })
      .limit(limit)
      .toArray();
    return found.map((entry) => ({ position: entry.position, event: entry.event, data: entry.data }));
  }

  return {
    async ensureIndexes() {
      await entries.createIndex({ accountId: 1, position: 1 }, { unique: true });
      await entries.createIndex({ accountId: 1, key: 1 }, { unique: true });
      await entries.createIndex({ mentions: 1 });
      await entries.createIndex({ createdAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });
    },

    async append({ accountId, event, key, mentions, data }, tx) {
      const { session } = tx;
      if ((await entries.findOne({ accountId, key }, { session })) !== null) return;
      const position = await people.advanceStream(accountId, session);
      await entries.insertOne(
        {
          _id: `${accountId}:${position}`,
          accountId,
          position,
          event,
          key,
          mentions,
          data,
          createdAt: clock.now(),
        },
        { session },
      );
      tx.publish(StreamAppended, {
        aggregateId: accountId,
        sequence: position,
        data: { accountId, position },
      });
    },

    async erase(batch) {
      const { accountId } = batch;
      const own = await deleteBatch(entries, { accountId }, batch);
      return own === "some" ? own : deleteBatch(entries, { mentions: accountId }, batch);
    },

    after(accountId, position, limit) {
      const place = `${accountId}:${position}:${limit}`;
      const shared =
        asked.get(place) ??
        nextTurn().then(() => {
          asked.delete(place);
          return read(accountId, position, limit);
        });
      asked.set(place, shared);
      return shared;
    },
  };
}
