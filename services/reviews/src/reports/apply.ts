import type { Transaction } from "@vc/bus";
import { ReportDecided } from "@vc/contracts";
import type { Clock } from "@vc/http";
import { decideReport, type ReportCommand, type ReportRefusal } from "./lifecycle.ts";
import type { Report } from "./report.ts";
import type { ReportStore } from "./store.ts";

type ReportResult =
  | { readonly kind: "done"; readonly report: Report; readonly isChanged: boolean }
  | { readonly kind: "refused"; readonly reason: ReportRefusal };

/** R34: carries out a command on a report in the caller's transaction, with the event. A repeat is a success. */
export async function applyToReport(
  { clock, reports }: { readonly clock: Clock; readonly reports: ReportStore },
  tx: Transaction,
  before: Report,
  command: ReportCommand,
): Promise<ReportResult> {
  const decision = decideReport(before, command, clock.now());
  switch (decision.kind) {
    case "refused":
      return decision;
    case "already":
      return { kind: "done", report: before, isChanged: false };
    case "moved": {
      const { after, decisions } = decision.change;
      await reports.replace(before, after, tx.session);
      for (const { outcome, at } of decisions) {
        const { id: reportId, reviewId, reporterId } = after;
        tx.publish(ReportDecided, {
          aggregateId: reportId,
          // Its filing was the first; reports from before that had an event begin here.
          sequence: 2,
          data: { reportId, reviewId, reporterId, outcome, decidedAt: at.toISOString() },
        });
      }
      return { kind: "done", report: after, isChanged: true };
    }
    default:
      throw new Error(decision.reason);
  }
}
