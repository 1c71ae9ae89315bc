import { setImmediate as nextTurn } from "node:timers/promises";
import type { Transaction } from "@vc/bus";
import { type LiveEventName, StreamAppended } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { type Database, deleteBatch, type ErasureStep, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import type { PeopleStore } from "../people/store.ts";
import { streamEntryModel } from "./model.ts";

export interface StreamEntry {
  /** 1, 2, 3 … per account: the `id` of the server-sent event. */
  readonly position: number;
  readonly event: LiveEventName;
  readonly data: object;
}

export interface NewStreamEntry {
  readonly accountId: string;
  readonly event: LiveEventName;
  /** What it tells: the same is told once. */
  readonly key: string;
  /** Accounts whose names or words it may hold. */
  readonly mentions: readonly string[];
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
  /** Appends each once per account and key, in this order, and wakes the open streams of the accounts after the commit. */
  append(appended: readonly NewStreamEntry[], tx: Transaction): Promise<void>;
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

  /** Those that no stream has yet; of several with one key the first. */
  async function withoutTold(
    appended: readonly NewStreamEntry[],
    session: ClientSession,
  ): Promise<NewStreamEntry[]> {
    const fresh = new Map(appended.toReversed().map((entry) => [toldId(entry), entry]));
    if (fresh.size === 0) return [];
    // More than what is asked for, where two accounts are told different things: one query for all.
    const told = await entries.find(
      {
        accountId: trusted({ $in: [...new Set(appended.map(({ accountId }) => accountId))] }),
        key: trusted({ $in: [...new Set(appended.map(({ key }) => key))] }),
      },
      { session, fields: ["accountId", "key"] },
    );
    for (const entry of told) fresh.delete(toldId(entry));
    return appended.filter((entry) => fresh.get(toldId(entry)) === entry);
  }

  return {
    async append(appended, tx) {
      const { session } = tx;
      const createdAt = clock.now();
      const byAccount = Map.groupBy(await withoutTold(appended, session), ({ accountId }) => accountId);
      for (const [accountId, own] of byAccount) {
        const position = await people.advanceStream(accountId, own.length, session);
        const first = position - own.length + 1;
        await entries.insertMany(
          own.map((entry, index) => ({
            ...entry,
            _id: `${accountId}:${first + index}`,
            position: first + index,
            createdAt,
          })),
          { session },
        );
        tx.publish(StreamAppended, {
          aggregateId: accountId,
          sequence: position,
          data: { accountId, position },
        });
      }
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

const toldId = ({ accountId, key }: Pick<NewStreamEntry, "accountId" | "key">) => `${accountId} ${key}`;
