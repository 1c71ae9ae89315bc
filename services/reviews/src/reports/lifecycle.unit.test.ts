import { describe, expect, it } from "vitest";
import { aReport } from "../../test/builders.ts";
import { decideReport, type ReportCommand } from "./lifecycle.ts";
import type { ReportState } from "./report.ts";

const now = new Date("2026-02-01T00:00:00Z");
const mine = { id: "account_me", at: new Date("2026-01-31T00:00:00Z") };
const theirs = { ...mine, id: "account_other" };

const commands: Record<ReportCommand["kind"], ReportCommand> = {
  take: { kind: "take" },
  release: { kind: "release" },
  decide: { kind: "decide", outcome: "kept", note: "Fair criticism." },
  settle: { kind: "settle", note: "Removed for another report." },
};
type Outcome = ReportState | "already" | "already_taken" | "not_taken" | "already_decided";

/** What every command makes of every state, for the one who took it and for another: the table once more by hand. */
const expected: Record<
  string,
  { report: Parameters<typeof aReport>[0] } & Record<ReportCommand["kind"], Outcome>
> = {
  waiting: { report: {}, take: "taken", release: "not_taken", decide: "not_taken", settle: "decided" },
  "taken by me": {
    report: { state: "taken", takenBy: mine },
    take: "already",
    release: "waiting",
    decide: "decided",
    settle: "decided",
  },
  "taken by another": {
    report: { state: "taken", takenBy: theirs },
    take: "already_taken",
    release: "already_taken",
    decide: "already_taken",
    settle: "decided",
  },
  "decided by me": {
    report: {
      state: "decided",
      takenBy: mine,
      decision: { outcome: "kept", note: "", by: mine.id, at: mine.at },
    },
    take: "already_decided",
    release: "already_decided",
    decide: "already",
    settle: "already",
  },
  "decided by another": {
    report: {
      state: "decided",
      takenBy: theirs,
      decision: { outcome: "kept", note: "", by: theirs.id, at: theirs.at },
    },
    take: "already_decided",
    release: "already_decided",
    decide: "already_decided",
    settle: "already",
  },
};

describe("R34: the life of a report", () => {
  for (const [state, { report, ...outcomes }] of Object.entries(expected)) {
    for (const kind of ["take", "release", "decide", "settle"] as const) {
      it(`${state} + ${kind} → ${outcomes[kind]}`, () => {
        const decision = decideReport(aReport(report), commands[kind], mine.id, now);
        const got =
          decision.kind === "moved"
            ? decision.report.state
            : decision.kind === "refused"
              ? decision.reason
              : decision.kind;
        expect(got).toBe(outcomes[kind]);
      });
    }
  }

  it("R34: outcome, note, mediator and time of a decision are kept", () => {
    const taken = aReport({ state: "taken", takenBy: mine });
    expect(decideReport(taken, commands.decide, mine.id, now)).toMatchObject({
      report: { decision: { outcome: "kept", note: "Fair criticism.", by: mine.id, at: now } },
    });
  });
});
