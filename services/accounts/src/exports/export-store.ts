import { type Database, deleteBatch, type Erased, type ErasureBatch, trusted } from "@vc/service";
import type { ClientSession } from "mongodb";
import type { ExportingService } from "./exporting-services.ts";
import { type ExportDocument, exportModel, exportPartModel } from "./model.ts";

export type DataExport = Omit<ExportDocument, "_id"> & { readonly id: string };

/** Copies of people's data that wait to be fetched. They go by themselves when they expire. */
export function createExportStore(database: Database) {
  const exports = database.model(exportModel);
  const parts = database.model(exportPartModel);

  return {
    async find(id: string, session?: ClientSession): Promise<DataExport | null> {
      const found = await exports.findOne({ _id: id }, { session });
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
      const found = await parts.find({ exportId });
      return Object.fromEntries(found.map(({ service, json }) => [service, JSON.parse(json)]));
    },

    /** R42: a person's own, and those of others that name them: who still wants one asks again. */
    async erase(batch: ErasureBatch): Promise<Erased> {
      const { accountId, limit } = batch;
      const { session } = batch.tx;
      // A few parts make an export, and each may hold megabytes.
      for (const concerned of [{ accountId }, { mentions: accountId }]) {
        const found = await parts.find(concerned, { session, fields: ["exportId"], limit });
        const exportIds = [...new Set(found.map(({ exportId }) => exportId))];
        await exports.deleteMany({ _id: trusted({ $in: exportIds }) }, { session });
        await parts.deleteMany({ exportId: trusted({ $in: exportIds }) }, { session });
        if (found.length === limit) return "some";
      }
      return deleteBatch(exports, { accountId }, batch);
    },

    /** How many wait for parts, and since when the first of them does. */
    async waiting(now: Date): Promise<{ count: number; oldestAgeMs: number }> {
      const open = { isReady: false, expiresAt: trusted({ $gt: now }) };
      const count = await exports.countDocuments(open);
      const [oldest] = await exports.find(open, { sort: { requestedAt: 1 }, limit: 1 });
      return { count, oldestAgeMs: oldest ? now.getTime() - oldest.requestedAt.getTime() : 0 };
    },
  };
}
export type ExportStore = ReturnType<typeof createExportStore>;
