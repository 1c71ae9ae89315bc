import { deleteBatch, type Erased, type ErasureBatch } from "@vc/service";
import type { ClientSession, Db } from "mongodb";
import type { ExportingService } from "./exporting-services.ts";

interface ExportDocument {
  _id: string;
  accountId: string;
  requestedAt: Date;
  expiresAt: Date;
  /** Services that have given their part. */
  collected: ExportingService[];
  isReady: boolean;
}

interface PartDocument {
  /** `<export id>:<service>` */
  _id: string;
  exportId: string;
  accountId: string;
  service: ExportingService;
  /** Kept as text: what people wrote may hold keys that a database gives a meaning. */
  json: string;
  /** Accounts that it names: it may hold their names and words, as a purchase holds the seller's. */
  mentions: string[];
  expiresAt: Date;
}

export type DataExport = Omit<ExportDocument, "_id"> & { readonly id: string };

/** Copies of people's data that wait to be fetched. They go by themselves when they expire. */
export function createExportStore(db: Db) {
  const exports = db.collection<ExportDocument>("exports");
  const parts = db.collection<PartDocument>("export_parts");

  return {
    async ensureIndexes(): Promise<void> {
      await exports.createIndex({ accountId: 1 });
      await exports.createIndex({ isReady: 1, requestedAt: 1 });
      await parts.createIndex({ exportId: 1 });
      await parts.createIndex({ accountId: 1 });
      await parts.createIndex({ mentions: 1 });
      for (const each of [exports, parts]) {
        await each.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
      }
    },

    async find(id: string, session?: ClientSession): Promise<DataExport | null> {
      const found = await exports.findOne({ _id: id }, session ? { session } : {});
      if (found === null) return null;
      const { _id, ...facts } = found;
      return { id: _id, ...facts };
    },

    async insert({ id, ...facts }: DataExport, session: ClientSession): Promise<void> {
      await exports.insertOne({ _id: id, ...facts }, { session });
    },

    /** Keeps a service's part, in place of an earlier one of the same. */
    async addPart(
      of: DataExport,
      service: ExportingService,
      part: object,
      after: Pick<DataExport, "collected" | "isReady">,
      session: ClientSession,
    ): Promise<void> {
      const { id: exportId, accountId, expiresAt } = of;
      const json = JSON.stringify(part);
      const mentions = [...new Set(json.match(/\baccount_[0-9a-z]{26}\b/g))];
      await parts.replaceOne(
        { _id: `${exportId}:${service}` },
        { exportId, accountId, service, json, mentions, expiresAt },
        { upsert: true, session },
      );
      await exports.updateOne({ _id: exportId }, { $set: { ...after } }, { session });
    },

    async partsOf(exportId: string): Promise<Record<string, Record<string, unknown>>> {
      const found = await parts.find({ exportId }).toArray();
      return Object.fromEntries(found.map(({ service, json }) => [service, JSON.parse(json)]));
    },

    /** R42: a person's own, and those of others that name them: who still wants one asks again. */
    async erase(batch: ErasureBatch): Promise<Erased> {
      const { accountId, limit } = batch;
      const { session } = batch.tx;
      // A few parts make an export, and each may hold megabytes.
      for (const concerned of [{ accountId }, { mentions: accountId }]) {
        const options = { session, projection: { exportId: 1 } };
        const found = await parts.find(concerned, options).limit(limit).toArray();
        const exportIds = [...new Set(found.map(({ exportId }) => exportId))];
        await exports.deleteMany({ _id: { $in: exportIds } }, { session });
        await parts.deleteMany({ exportId: { $in: exportIds } }, { session });
        if (found.length === limit) return "some";
      }
      return deleteBatch(exports, { accountId }, batch);
    },

    /** How many wait for parts, and since when the first of them does. */
    async waiting(now: Date): Promise<{ count: number; oldestAgeMs: number }> {
      const open = { isReady: false, expiresAt: { $gt: now } };
      const count = await exports.countDocuments(open);
      const [oldest] = await exports.find(open).sort({ requestedAt: 1 }).limit(1).toArray();
      return { count, oldestAgeMs: oldest ? now.getTime() - oldest.requestedAt.getTime() : 0 };
    },
  };
}
export type ExportStore = ReturnType<typeof createExportStore>;
