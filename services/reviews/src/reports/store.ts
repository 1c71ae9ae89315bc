import { changedMeanwhile } from "@vc/bus";
import {
  changeBatch,
  type Database,
  type Erased,
  type ErasureBatch,
  type Filter,
  trusted,
} from "@vc/service";
import type { ClientSession } from "mongodb";
import { type ReportDocument, reportModel } from "./model.ts";
import type { Report } from "./report.ts";

/** Reports of reviews in the service's database. */
export function createReportStore(database: Database) {
  const reports = database.model(reportModel);

  return {
    async find(reportId: string, session?: ClientSession): Promise<Report | null> {
      const found = await reports.findOne({ _id: reportId }, { session });
      return found && toReport(found);
    },

    /** An account's earlier report of a review. */
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
      const found = await reports.find({ reviewId, decision: null }, { session });
      return found.map(toReport);
    },

    /** At most `limit` reports of a filter, oldest first. */
    async list(filter: Filter<ReportDocument>, limit: number): Promise<Report[]> {
      const found = await reports.find(filter, { sort: { createdAt: 1, _id: 1 }, limit });
      return found.map(toReport);
    },

    /** Every report by an account. */
    async *writtenBy(reporterId: string): AsyncGenerator<Report> {
      for await (const document of reports.stream({ reporterId })) yield toReport(document);
    },

    /** R42: what a reporter wrote goes, what was decided stays. */
    eraseNotes: (batch: ErasureBatch): Promise<Erased> =>
      changeBatch(
        reports,
        { reporterId: batch.accountId, note: trusted({ $gt: "" }) },
        { $set: { note: "" } },
        batch,
      ),
  };
}

export type ReportStore = ReturnType<typeof createReportStore>;

function toReport({ _id, ...report }: ReportDocument): Report {
  return { id: _id, ...report };
}
