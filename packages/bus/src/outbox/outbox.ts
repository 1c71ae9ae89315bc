import type { ClientSession, Collection, Db } from "mongodb";
import { ensureIndexesOf } from "../shared/collections.ts";
import type { OutboxEntry } from "../shared/documents.ts";
import type { OutboxSize } from "../shared/metrics.ts";

export type NewOutboxEntry = Omit<OutboxEntry, "claimedBy" | "leaseUntil" | "createdAt">;

export interface Outbox {
  ensureIndexes(): Promise<void>;
  /** @returns the entries as they are stored */
  add(entries: readonly NewOutboxEntry[], session: ClientSession): Promise<readonly OutboxEntry[]>;
  /** Whether an entry belongs to this process for long enough to be sent. */
  isHeld(entry: Pick<OutboxEntry, "claimedBy" | "leaseUntil">): boolean;
  /** Ids of this process's entries, the oldest first. */
  mine(most: number): Promise<readonly string[]>;
  /** Of these entries the ones that exist and belong to this process, the oldest first. */
  read(ids: readonly string[]): Promise<readonly OutboxEntry[]>;
  /** Takes over entries of any process whose lease has ended. @returns how many were found */
  claimExpired(most: number): Promise<number>;
  remove(ids: readonly string[]): Promise<void>;
  size(): Promise<OutboxSize>;
}

/**
 * The outbox collection. A new entry is leased to the process that writes it, so in normal operation sending a batch costs
 * one delete, and no two relays touch the same documents. Entries of a crashed process are taken over by
 * another one when their lease ends. Leases use the real clock: they are about processes, not about the domain.
 */
export function openOutbox(db: Db, { owner, leaseMs }: { owner: string; leaseMs: number }): Outbox {
  const entries: Collection<OutboxEntry> = db.collection("outbox");
  // An entry this close to the end of its lease is not sent: another process could be about to take it over.
  const marginMs = leaseMs / 5;
  const heldUntil = () => new Date(Date.now() + marginMs);
  const leaseEnd = () => new Date(Date.now() + leaseMs);
  const isHeld: Outbox["isHeld"] = ({ claimedBy, leaseUntil }) =>
    claimedBy === owner && leaseUntil > heldUntil();

  return {
    ensureIndexes: async () => {
      await ensureIndexesOf(entries, "outbox");
    },
    add: async (added, session) => {
      const claim = { createdAt: new Date(), claimedBy: owner, leaseUntil: leaseEnd() };
      const stored = added.map((entry) => ({ ...entry, ...claim }));
      await entries.insertMany(stored, { session });
      return stored;
    },
    isHeld,
    mine: async (most) => {
      const found = await entries
        .find({ claimedBy: owner, leaseUntil: { $gt: heldUntil() } }, { limit: most, projection: { _id: 1 } })
        .toArray();
      return found.map(({ _id }) => _id);
    },
    read: async (ids) => {
      const found = await entries.find({ _id: { $in: [...ids] } }).toArray();
      return found.filter(isHeld).sort((a, b) => (a._id < b._id ? -1 : 1));
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
      // Not in a transaction: a process that is killed within it would leave the entries locked for the next one.
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
