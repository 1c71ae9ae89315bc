import { type Collection, type Db, MongoServerError } from "mongodb";

interface LeaseDocument {
  readonly _id: string;
  readonly holder: string;
  readonly until: Date;
}

const duplicateKey = 11_000;

export interface Leases {
  /** Takes or prolongs it. @returns whether it is this holder's until then */
  acquire(name: string, forMs: number): Promise<boolean>;
  release(name: string): Promise<void>;
}

/** Lets one process at a time do something. By the real clock: a lease is about processes, not about the domain. */
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
        // The document exists and did not match, so the upsert met its `_id`: another process holds it.
        if (error instanceof MongoServerError && error.code === duplicateKey) return false;
        throw error;
      }
    },
    release: async (name) => {
      await leases.deleteOne({ _id: name, holder });
    },
  };
}
