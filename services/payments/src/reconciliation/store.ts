import { isDuplicateKey } from "@vc/bus";
import type { PageQuery } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { createWorkQueue, type Database, decodeCursor, type Taken, toPage, trusted } from "@vc/service";
import { z } from "zod";
import type { Day } from "./compare.ts";
import { dueDay, type Findings, type Reconciliation } from "./lifecycle.ts";
import { type ReconciliationDocument, reconciliationModel } from "./model.ts";

/** How far the comparison of a day has come: a process that takes over goes on there. */
export interface Progress extends Findings {
  readonly isPlatformDone: boolean;
  /** Sellers' accounts up to this one are done. */
  readonly afterAccountId: string | null;
}

/** A day and the right to record how far it has come. */
export type TakenDay = Taken<ReconciliationDocument>;

/** Stripe is read page by page for minutes; soon after a failure it fails again. */
const backoff = { firstMs: 5 * 60_000, mostMs: 5 * 60_000 };

export const begun: Progress = {
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
    backoff: backoff,
  });

  return {
    queue,

    async latestDay(): Promise<Day | null> {
      const latest = await days.findOne({}, { sort: { _id: -1 }, fields: ["_id"] });
      return latest?._id ?? null;
    },

    /** Has a day compared; one that is known stays as it is. */
    async demand(day: Day, now: Date): Promise<void> {
      const { day: _id, ...content } = dueDay(day, now);
      try {
        await days.insertOne({ _id, ...content, takenBy: null, progress: null });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    /** @returns `false` when another process has taken the day over, which goes on from what was noted before */
    note: (taken: TakenDay, progress: Progress): Promise<boolean> => queue.note(taken, { progress }),

    /** Records what the comparison of a taken day came to. */
    async finish(taken: TakenDay, { day: _day, ...content }: Reconciliation): Promise<void> {
      await queue.finish(taken, { ...content, progress: null });
    },

    /** Gives a taken day back, with how far it has come. */
    async release(taken: TakenDay, { nextAt }: Reconciliation): Promise<void> {
      await queue.finish(taken, { nextAt });
    },

    /** Writes a day over the one that it was made from; no effect while a process compares it, or has done so since. */
    async replace(before: Reconciliation, after: Reconciliation): Promise<void> {
      const { day: _id, checkedAt } = before;
      const { day: _day, ...content } = after;
      await days.updateOne({ _id, checkedAt, takenBy: null }, { $set: content });
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

export function toReconciliation({
  _id,
  takenBy: _takenBy,
  progress: _progress,
  ...rest
}: ReconciliationDocument): Reconciliation {
  return { day: _id, ...rest };
}

export type ReconciliationStore = ReturnType<typeof createReconciliationStore>;
