import type { Collection, Db } from "mongodb";
import { isDuplicateKey } from "./duplicate-key.ts";

export interface LeaseDocument {
  readonly _id: string;
  readonly holder: string;
  readonly until: Date;
}

export interface Leases {
  /** Takes or renews a lease. @returns whether this holder has it now */
  acquire(name: string, forMs: number): Promise<boolean>;
  release(name: string): Promise<void>;
}

/** Lets one process at a time do a task. Uses the real clock: a lease is about processes, not about the domain. */
export function openLeases(db: Db, holder: string): Leases {
  const leases: Collection<LeaseDocument> = db.collection("leases");
  return {
    acquire: async (name, forMs) => {
      const now = Date.now();
      try {
        await leases.updateOne(
          { _id: name, $or: [{ holder }, { until: { $lte: new Date(now) } }] },
          { $set: { holder, until: new Date(now + forMs) } },
          { upsert: true },
        );
        return true;
      } catch (error) {
        // The document exists and did not match, so the upsert met its `_id`: another process holds the lease.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    release: async (name) => {
      await leases.deleteOne({ _id: name, holder });
    },
  };
}
