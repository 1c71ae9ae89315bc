import { changedMeanwhile } from "@vc/bus";
import { changeBatch, type Erased, type ErasureBatch } from "@vc/service";
import type { ClientSession, Db, Filter } from "mongodb";
import type { Report } from "./report.ts";

interface ReportDocument extends Omit<Report, "id"> {
  _id: string;
}

/** Reports of reviews in the service's database. */
export function createReportStore(db: Db) {
  const reports = db.collection<ReportDocument>("reports");

  return {
    async ensureIndexes(): Promise<void> {
      await reports.createIndexes([
        { key: { reviewId: 1, reporterId: 1 }, unique: true },
        { key: { state: 1, createdAt: 1, _id: 1 } },
        { key: { reporterId: 1 } },
      ]);
    },

    async find(reportId: string, session?: ClientSession): Promise<Report | null> {
      const found = await reports.findOne({ _id: reportId }, session === undefined ? {} : { session });
      return found && toReport(found);
    },

    /** What somebody reported of a review before. */
    async findOf(reviewId: string, reporterId: string, session: ClientSession): Promise<Report | null> {
      const found = await reports.findOne({ reviewId, reporterId }, { session });
      return found && toReport(found);
    },

    async insert({ id, ...report }: Report, session: ClientSession): Promise<void> {
      await reports.insertOne({ _id: id, ...report }, { session });
    },

    /**
     * Writes a report over the one it was made from.
     *
     * @throws changedMeanwhile when it is in another state or in another mediator's hands by now
     */
    async replace(before: Report, { id, ...report }: Report, session: ClientSession): Promise<void> {
      const unchanged = { _id: id, state: before.state, "takenBy.id": before.takenBy?.id ?? null };
      const { matchedCount } = await reports.replaceOne(unchanged, report, { session });
      if (matchedCount === 0) throw changedMeanwhile(`report ${id}`);
    },

    async openOf(reviewId: string, session: ClientSession): Promise<Report[]> {
      const found = await reports.find({ reviewId, decision: null }, { session }).toArray();
      return found.map(toReport);
    },

    /** At most `limit` reports of a filter, oldest first. */
    async list(filter: Filter<ReportDocument>, limit: number): Promise<Report[]> {
      const found = await reports.find(filter).sort({ createdAt: 1, _id: 1 }).limit(limit).toArray();
      return found.map(toReport);
    },

    /** Everything that somebody reported. */
    async *writtenBy(reporterId: string): AsyncGenerator<Report> {
      for await (const document of reports.find({ reporterId })) yield toReport(document);
    },

    /** R42: what a reporter wrote goes, what was decided stays. */
    eraseNotes: (batch: ErasureBatch): Promise<Erased> =>
      changeBatch(reports, { reporterId: batch.accountId, note: { $gt: "" } }, { $set: { note: "" } }, batch),
  };
}

export type ReportStore = ReturnType<typeof createReportStore>;

function toReport({ _id, ...report }: ReportDocument): Report {
  return { id: _id, ...report };
}
