import { randomUUID } from "node:crypto";
import { isDuplicateKey } from "@vc/bus";
import type { PageQuery } from "@vc/contracts";
import { decodeCursor, toPage } from "@vc/service";
import type { Db } from "mongodb";
import { z } from "zod";
import { LEASE_MS } from "../work/lease.ts";
import type { Day, Difference, ReconciliationState } from "./compare.ts";

/** How far the comparison of a day has come: a process that takes over goes on there. */
export interface Progress {
  readonly differences: readonly Difference[];
  readonly bookedCount: number;
  readonly entryCount: number;
  /** What an operator moved at Stripe beside the platform's business, by type. */
  readonly others: readonly { readonly type: string; readonly count: number; readonly netCents: number }[];
  readonly isPlatformDone: boolean;
  /** Sellers' accounts up to this one are done. */
  readonly afterAccountId: string | null;
}

/** R31: one day, compared with what Stripe booked on it. */
export interface Reconciliation extends Omit<Progress, "isPlatformDone" | "afterAccountId"> {
  readonly day: Day;
  readonly state: ReconciliationState;
  readonly checkedAt: Date | null;
}

interface ReconciliationDocument extends Omit<Reconciliation, "day"> {
  _id: Day;
  /** `null`: not any more. Taking it moves this ahead by the lease. */
  nextAt: Date | null;
  takenBy: string | null;
  progress: Progress | null;
}

export interface TakenDay {
  readonly day: Day;
  readonly takenBy: string;
  readonly progress: Progress;
}

export const BEGUN: Progress = {
  differences: [],
  bookedCount: 0,
  entryCount: 0,
  others: [],
  isPlatformDone: false,
  afterAccountId: null,
};

export function createReconciliationStore(db: Db) {
  const days = db.collection<ReconciliationDocument>("reconciliations");

  return {
    async ensureIndexes(): Promise<void> {
      await days.createIndex({ nextAt: 1 });
    },

    async latestDay(): Promise<Day | null> {
      return (
        (
          await days
            .find({}, { projection: { _id: 1 } })
            .sort({ _id: -1 })
            .limit(1)
            .next()
        )?._id ?? null
      );
    },

    /** Has a day that was compared before compared again, now. */
    async repeat(day: Day, now: Date): Promise<void> {
      await days.updateOne({ _id: day, takenBy: null }, { $set: { nextAt: now } });
    },

    /** Has a day compared; one that is known stays as it is. */
    async demand(day: Day, now: Date): Promise<void> {
      try {
        await days.insertOne({
          _id: day,
          state: "due",
          checkedAt: null,
          differences: [],
          bookedCount: 0,
          entryCount: 0,
          others: [],
          nextAt: now,
          takenBy: null,
          progress: null,
        });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    /** Takes a day that is due, the oldest first, so that one of many instances compares it. */
    async take(now: Date): Promise<TakenDay | null> {
      const takenBy = randomUUID();
      const found = await days.findOneAndUpdate(
        { nextAt: { $lte: now } },
        { $set: { nextAt: new Date(now.getTime() + LEASE_MS), takenBy } },
        { sort: { _id: 1 }, returnDocument: "after" },
      );
      return found && { day: found._id, takenBy, progress: found.progress ?? BEGUN };
    },

    async renew({ day, takenBy }: TakenDay, now: Date): Promise<void> {
      await days.updateOne({ _id: day, takenBy }, { $set: { nextAt: new Date(now.getTime() + LEASE_MS) } });
    },

    /** @returns `false` when somebody else has taken the day over, who goes on from what was noted before */
    async note({ day, takenBy }: TakenDay, progress: Progress): Promise<boolean> {
      return (await days.updateOne({ _id: day, takenBy }, { $set: { progress } })).matchedCount === 1;
    },

    async finish(
      { day, takenBy }: TakenDay,
      result: Omit<Reconciliation, "day"> & { readonly nextAt: Date | null },
    ): Promise<void> {
      await days.updateOne({ _id: day, takenBy }, { $set: { ...result, takenBy: null, progress: null } });
    },

    /** Something went wrong on the way: it is tried again from where it was. */
    async postpone({ day, takenBy }: TakenDay, until: Date): Promise<void> {
      await days.updateOne({ _id: day, takenBy }, { $set: { nextAt: until, takenBy: null } });
    },

    async find(day: Day): Promise<Reconciliation | null> {
      const found = await days.findOne({ _id: day });
      return found && toReconciliation(found);
    },

    /** Newest day first. */
    async list(query: PageQuery) {
      const place = query.cursor ? decodeCursor(query.cursor, z.tuple([z.iso.date()])) : null;
      const found = await days
        .find(place ? { _id: { $lt: place[0] } } : {})
        .sort({ _id: -1 })
        .limit(query.limit + 1)
        .toArray();
      return toPage(found, query.limit, (item) => [item._id], toReconciliation);
    },

    /** Differences that need a person, over all days that are watched. */
    async countDifferences(): Promise<number> {
      const open = await days.find({ state: "differs" }, { projection: { differences: 1 } }).toArray();
      return open.reduce((count, { differences }) => count + differences.length, 0);
    },
  };
}

function toReconciliation({
  _id,
  nextAt: _nextAt,
  takenBy: _takenBy,
  progress: _progress,
  ...rest
}: ReconciliationDocument): Reconciliation {
  return { day: _id, ...rest };
}

export type ReconciliationStore = ReturnType<typeof createReconciliationStore>;
