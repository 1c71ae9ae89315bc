import type { Report, ReportOutcome, ReportState } from "./report.ts";

/** What a mediator does with a report. */
export type ReportCommand =
  | { readonly kind: "take" }
  | { readonly kind: "release" }
  | { readonly kind: "decide"; readonly outcome: ReportOutcome; readonly note: string }
  /** The review was removed for any reason: that answers this report too. */
  | { readonly kind: "settle"; readonly note: string };

interface Move {
  readonly from: readonly ReportState[];
  readonly to: ReportState;
  /** Whether only the mediator who took it may. */
  readonly isTakersAlone: boolean;
}

/** The life of a report: the only place that knows which move leads where. `decided` is final. */
export const reportMoves = {
  take: { from: ["waiting"], to: "taken", isTakersAlone: false },
  release: { from: ["taken"], to: "waiting", isTakersAlone: true },
  decide: { from: ["taken"], to: "decided", isTakersAlone: true },
  settle: { from: ["waiting", "taken"], to: "decided", isTakersAlone: false },
} satisfies Record<ReportCommand["kind"], Move>;

export type ReportRefusal = "already_taken" | "not_taken" | "already_decided";

export type ReportDecision =
  | { readonly kind: "moved"; readonly report: Report }
  | { readonly kind: "already" }
  | { readonly kind: "refused"; readonly reason: ReportRefusal };

/** What becomes of a report by a mediator's command. Pure. */
export function decideReport(
  report: Report,
  command: ReportCommand,
  mediatorId: string,
  now: Date,
): ReportDecision {
  const move: Move = reportMoves[command.kind];
  const isTaker = report.takenBy?.id === mediatorId;
  if (isRepeat(report, command, isTaker)) return { kind: "already" };
  if (report.state === "decided") return { kind: "refused", reason: "already_decided" };
  if (!move.from.includes(report.state)) {
    return { kind: "refused", reason: report.state === "taken" ? "already_taken" : "not_taken" };
  }
  if (move.isTakersAlone && !isTaker) return { kind: "refused", reason: "already_taken" };
  const moved: Report = { ...report, state: move.to };
  switch (command.kind) {
    case "take":
      return { kind: "moved", report: { ...moved, takenBy: { id: mediatorId, at: now } } };
    case "release":
      return { kind: "moved", report: { ...moved, takenBy: null } };
    case "decide":
    case "settle": {
      const outcome = command.kind === "settle" ? "removed" : command.outcome;
      const decision = { outcome, note: command.note, by: mediatorId, at: now };
      return { kind: "moved", report: { ...moved, decision } };
    }
  }
}

/** The same mediator asks again for what is so already: no error, and no second effect. */
function isRepeat(report: Report, command: ReportCommand, isTaker: boolean): boolean {
  switch (command.kind) {
    case "take":
      return report.state === "taken" && isTaker;
    case "release":
      return false;
    case "decide":
      return report.state === "decided" && isTaker && report.decision?.outcome === command.outcome;
    case "settle":
      return report.state === "decided";
  }
}
