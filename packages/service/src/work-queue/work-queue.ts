import { randomUUID } from "node:crypto";
import { type BackoffLimits, exactBackoffMs } from "@vc/backoff";
import type { Clock } from "@vc/http";
import type { ClientSession } from "mongodb";
import { trusted } from "../database/queries.ts";

/** How long an entry is leased. Short, so that what a killed process held goes on soon. */
const LEASE_MS = 10_000;

/** What a queue needs of a model, or of a collection of the driver. */
export interface QueueEntries<Stored> {
  updateOne(filter: object, change: object, options: object): Promise<{ readonly matchedCount: number }>;
  findOneAndUpdate(filter: object, change: object, options: object): Promise<Stored | null>;
}

/** An entry and the right to record what came of it. */
export interface Taken<Stored> {
  readonly entry: Stored;
  /** Who took it: another taker has another one. */
  readonly takenBy: string;
}

/** Stored work that instances share, one entry at a time. */
export interface WorkQueue<Stored> {
  /** How long an entry is leased, in milliseconds. */
  readonly leaseMs: number;
  /** Takes the entry that has been due the longest, for the time of a lease. @returns `null` when none is due */
  take(): Promise<Taken<Stored> | null>;
  /** Keeps a taken entry for another lease. No effect once it was recorded, or another process has it. */
  renew(taken: Taken<Stored>): Promise<void>;
  /**
   * Records something about an entry that goes on being worked on, such as how far it has come.
   *
   * @returns `false`, and nothing is written, when the lease is over and another process has taken the entry, or the
   *   entry is not open any more (this holds for `finish` and `defer`, too)
   */
  note(taken: Taken<Stored>, change: Partial<Stored>, session?: ClientSession): Promise<boolean>;
  /** Records what came of an entry and gives up its lease. */
  finish(taken: Taken<Stored>, change: Partial<Stored>, session?: ClientSession): Promise<boolean>;
  /** Puts an entry back until then, with what is to be remembered of it. */
  defer(
    taken: Taken<Stored>,
    until: Date,
    change?: Partial<Stored>,
    session?: ClientSession,
  ): Promise<boolean>;
  /** When to take an entry again that has failed so often: entries are taken one by one, so without jitter. */
  retryAt(failures: number): Date;
}

/**
 * Entries of a collection as a queue with leases. The queue owns when an entry may be taken and who took it; every
 * other field is the service's. Only the last taker records what came of an entry: a process that stood still for
 * longer than its lease can change nothing of what another one does.
 *
 * @param options.nextAt the field that holds when an entry may be taken (next); taking moves it ahead by the lease
 * @param options.takenBy the field that holds the last taker
 * @param options.open which entries are open: neither finished nor given up
 * @param options.counts the field that counts how often an entry was taken. Default: it is not counted.
 * @param options.sort which of the due entries comes first. Default: the one that has been due the longest.
 * @param options.leaseMs Default: 10 s.
 */
export function createWorkQueue<Stored extends { readonly _id: string }>(options: {
  readonly entries: QueueEntries<Stored>;
  readonly clock: Clock;
  readonly nextAt: keyof Stored & string;
  readonly takenBy: keyof Stored & string;
  readonly open: object;
  readonly backoff: BackoffLimits;
  readonly counts?: keyof Stored & string;
  readonly sort?: Readonly<Record<string, 1 | -1>>;
  readonly leaseMs?: number;
}): WorkQueue<Stored> {
  const { entries, clock, nextAt, takenBy, open, backoff, counts, leaseMs = LEASE_MS } = options;
  const sort = { ...(options.sort ?? { [nextAt]: 1 }) };
  const afterMs = (ms: number) => new Date(clock.now().getTime() + ms);

  async function record(
    { entry, takenBy: mine }: Taken<Stored>,
    change: object,
    session?: ClientSession,
  ): Promise<boolean> {
    const fenced = { ...open, _id: entry._id, [takenBy]: mine };
    const written = await entries.updateOne(fenced, { $set: change }, session ? { session } : {});
    return written.matchedCount === 1;
  }

  return {
    leaseMs,
    async take() {
      const mine = randomUUID();
      const entry = await entries.findOneAndUpdate(
        { ...open, [nextAt]: trusted({ $lte: clock.now() }) },
        {
          $set: { [nextAt]: afterMs(leaseMs), [takenBy]: mine },
          ...(counts === undefined ? {} : { $inc: { [counts]: 1 } }),
        },
        { sort, returnDocument: "after" },
      );
      return entry && { entry, takenBy: mine };
    },
    async renew(taken) {
      await record(taken, { [nextAt]: afterMs(leaseMs) });
    },
    note: (taken, change, session) => record(taken, change, session),
    finish: (taken, change, session) => record(taken, { ...change, [takenBy]: null }, session),
    defer: (taken, until, change, session) =>
      record(taken, { ...change, [nextAt]: until, [takenBy]: null }, session),
    retryAt: (failures) => afterMs(exactBackoffMs(failures, backoff)),
  };
}
