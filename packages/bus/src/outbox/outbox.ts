import type { ClientSession, Collection, Db } from "mongodb";
import type { OutboxSize } from "../operate/metrics.ts";

/** What a committed transaction wants to send. Gone as soon as the broker has confirmed it. */
export interface OutboxEntry {
  /** Sorts by time of writing among its kind: events (`evt_`) and triggers (`trg_`). */
  readonly _id: string;
  /** Where it goes; for a trigger (`dueAt` set) the relay takes the delay tier that fits when it sends. */
  readonly exchange: string;
  readonly routingKey: string;
  readonly messageId: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly dueAt?: Date;
  readonly createdAt: Date;
  /** The process that is to send it, and until when the others leave it alone. */
  readonly claimedBy: string;
  readonly leaseUntil: Date;
}

export type NewOutboxEntry = Omit<OutboxEntry, "claimedBy" | "leaseUntil" | "createdAt">;

export interface Outbox {
  ensureIndexes(): Promise<void>;
  /** @returns their ids */
  add(entries: readonly NewOutboxEntry[], session: ClientSession): Promise<readonly string[]>;
  /** Ids of this process's entries, those that have waited longest first. */
  mine(most: number): Promise<readonly string[]>;
  /** Those of these entries that are there and this process's, oldest first. */
  read(ids: readonly string[]): Promise<readonly OutboxEntry[]>;
  /** Takes over entries whose lease ran out, of whomever. @returns how many were found */
  claimExpired(most: number): Promise<number>;
  remove(ids: readonly string[]): Promise<void>;
  size(): Promise<OutboxSize>;
}

/**
 * The outbox collection. Entries are born claimed by the process that writes them, so that in ordinary running sending
 * a batch costs one read and one delete, and no two relays ever touch the same documents. What a crashed process left
 * is claimed by another one when its lease is over. Leases go by the real clock: they are about processes, not about the domain.
 */
export function openOutbox(db: Db, { owner, leaseMs }: { owner: string; leaseMs: number }): Outbox {
  const entries: Collection<OutboxEntry> = db.collection("outbox");
  // An entry this close to the end of its lease is left alone: another process could be about to claim it.
  const marginMs = leaseMs / 5;
  const heldUntil = () => new Date(Date.now() + marginMs);
  const leaseEnd = () => new Date(Date.now() + leaseMs);

  return {
    ensureIndexes: async () => {
      await entries.createIndex({ claimedBy: 1, leaseUntil: 1 });
      await entries.createIndex({ leaseUntil: 1 });
      await entries.createIndex({ createdAt: 1 });
    },
    add: async (added, session) => {
      const claim = { createdAt: new Date(), claimedBy: owner, leaseUntil: leaseEnd() };
      await entries.insertMany(
        added.map((entry) => ({ ...entry, ...claim })),
        { session },
      );
      return added.map(({ _id }) => _id);
    },
    mine: async (most) => {
      const found = await entries
        .find({ claimedBy: owner, leaseUntil: { $gt: heldUntil() } }, { limit: most, projection: { _id: 1 } })
        .toArray();
      return found.map(({ _id }) => _id);
    },
    read: async (ids) => {
      const found = await entries.find({ _id: { $in: [...ids] } }).toArray();
      const safelyUntil = heldUntil();
      return (
        found
          .filter(({ claimedBy, leaseUntil }) => claimedBy === owner && leaseUntil > safelyUntil)
          // Sorted here, not by the database: SecantusDB would sort before it takes the first few.
          .sort((a, b) => (a._id < b._id ? -1 : 1))
      );
    },
    claimExpired: async (most) => {
      const expired = { leaseUntil: { $lte: new Date() } };
      const ids = await entries.find(expired, { projection: { _id: 1 }, limit: most }).toArray();
      if (ids.length === 0) return 0;
      await entries.updateMany(
        { _id: { $in: ids.map(({ _id }) => _id) }, ...expired },
        { $set: { claimedBy: owner, leaseUntil: leaseEnd() } },
      );
      return ids.length;
    },
    remove: async (ids) => {
      if (ids.length === 0) return;
      // Not in a transaction: a process killed in its middle would leave them locked to whoever claims them next.
      await entries.deleteMany({ _id: { $in: [...ids] } }, { writeConcern: { w: "majority" } });
    },
    size: async () => {
      const [oldest] = await entries
        .find({}, { projection: { createdAt: 1 }, sort: { createdAt: 1 }, limit: 1 })
        .toArray();
      return {
        entries: await entries.countDocuments({}),
        oldestAgeMs: oldest ? Math.max(0, Date.now() - oldest.createdAt.getTime()) : 0,
      };
    },
  };
}
