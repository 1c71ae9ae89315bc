import { setImmediate as nextTurn } from "node:timers/promises";
import type { Transaction } from "@vc/bus";
import { type LiveEventName, StreamAppended } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { type Database, deleteBatch, type ErasureStep, trusted } from "@vc/service";
import type { PeopleStore } from "../people/store.ts";
import { streamEntryModel } from "./model.ts";

export interface StreamEntry {
  /** 1, 2, 3 … per account: the `id` of the server-sent event. */
  readonly position: number;
  readonly event: LiveEventName;
  readonly data: object;
}

/**
 * What people's live streams carry, stored: an open stream, on whichever instance, reads from here alone.
 *
 * A position is taken by a write to the person's own document, in the transaction that stores the entry. Two
 * transactions that append for one person therefore conflict and one runs after the other: positions have no gaps,
 * and a reader that sees entry n sees every entry before it. That is why `Last-Event-ID` misses nothing.
 */
export interface LiveStreams {
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
  database: Database,
  { people, clock }: { people: PeopleStore; clock: Clock },
): LiveStreams {
  const entries = database.model(streamEntryModel);

  /**
   * Reads that are about to begin: all streams of a person are woken at once and ask the same. No stream joins one that
   * has begun, since what woke them may have come after it.
   */
  const asked = new Map<string, Promise<StreamEntry[]>>();

  async function read(accountId: string, position: number, limit: number): Promise<StreamEntry[]> {
    return entries.find(
      { accountId, position: trusted({ $gt: position }) },
      { sort: { position: 1 }, limit, fields: ["position", "event", "data"] },
    );
  }

  return {
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
