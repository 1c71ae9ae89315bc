import { isDuplicateKey } from "@vc/bus";
import type { PageQuery } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { createWorkQueue, type Database, decodeCursor, type Taken, toPage, trusted } from "@vc/service";
import { z } from "zod";
import type { Day, Difference, ReconciliationState } from "./compare.ts";
import { type ReconciliationDocument, reconciliationModel } from "./model.ts";

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

/** A day and the right to record how far it has come. */
export type TakenDay = Taken<ReconciliationDocument>;

/** Stripe is read page by page for minutes; soon after a failure it fails again. */
const BACKOFF = { firstMs: 5 * 60_000, mostMs: 5 * 60_000 };

export const BEGUN: Progress = {
  differences: [],
  bookedCount: 0,
  entryCount: 0,
  others: [],
  isPlatformDone: false,
  afterAccountId: null,
};

export function createReconciliationStore(database: Database, clock: Clock) {
  const days = database.model(reconciliationModel);
  /** The oldest day first, so that one of many instances compares it. */
  const queue = createWorkQueue<ReconciliationDocument>({
    entries: days,
    clock,
    nextAt: "nextAt",
    takenBy: "takenBy",
    open: {},
    sort: { _id: 1 },
    backoff: BACKOFF,
  });

  return {
    queue,

    async latestDay(): Promise<Day | null> {
      const latest = await days.findOne({}, { sort: { _id: -1 }, fields: ["_id"] });
      return latest?._id ?? null;
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

    /** @returns `false` when another process has taken the day over, which goes on from what was noted before */
    note: (taken: TakenDay, progress: Progress): Promise<boolean> => queue.note(taken, { progress }),

    async finish(
      taken: TakenDay,
      result: Omit<Reconciliation, "day"> & { readonly nextAt: Date | null },
    ): Promise<void> {
      await queue.finish(taken, { ...result, progress: null });
    },

    /** Something went wrong on the way: it is tried again from where it was. */
    async defer(taken: TakenDay): Promise<void> {
      await queue.defer(taken, queue.retryAt(1));
    },

    async find(day: Day): Promise<Reconciliation | null> {
      const found = await days.findOne({ _id: day });
      return found && toReconciliation(found);
    },

    /** Newest day first. */
    async list(query: PageQuery) {
      const place = query.cursor ? decodeCursor(query.cursor, z.tuple([z.iso.date()])) : null;
      const found = await days.find(place ? { _id: trusted({ $lt: place[0] }) } : {}, {
        sort: { _id: -1 },
        limit: query.limit + 1,
      });
      return toPage(found, query.limit, (item) => [item._id], toReconciliation);
    },

    /** Differences that need a person, over all days that are watched. */
    async countDifferences(): Promise<number> {
      const open = await days.find({ state: "differs" }, { fields: ["differences"] });
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
