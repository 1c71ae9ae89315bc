import { everyInput, tryEverything } from "@vc/lifecycle/testing";
import { describe, expect, it } from "vitest";
import { aReport } from "../../test/builders.ts";
import { decideReport, lifecycle, type ReportCommand } from "./lifecycle.ts";
import type { Report } from "./report.ts";

const now = new Date("2026-02-01T00:00:00Z");
const takenAt = new Date("2026-01-31T00:00:00Z");
const taken = aReport({ state: "taken", takenBy: { id: "mia", at: takenAt } });
const decided: Report = {
  ...taken,
  state: "decided",
  decision: { outcome: "kept", note: "", by: "mia", at: takenAt },
};

const commands = everyInput<ReportCommand>()({
  "take by mia": { kind: "take", mediatorId: "mia" },
  "take by max": { kind: "take", mediatorId: "max" },
  "release by mia": { kind: "release", mediatorId: "mia" },
  "release by max": { kind: "release", mediatorId: "max" },
  "keep by mia": { kind: "decide", mediatorId: "mia", outcome: "kept", note: "Fair criticism." },
  "keep by max": { kind: "decide", mediatorId: "max", outcome: "kept", note: "Fair criticism." },
  "remove by mia": { kind: "decide", mediatorId: "mia", outcome: "removed", note: "Insults." },
  settle: { kind: "settle", mediatorId: "max", note: "Removed for another report." },
});

/** By hand: the report that follows as `state taker`, with the decision that is published, or what is answered instead. */
const reviewed = {
  waiting: {
    "take by mia": "taken mia",
    "take by max": "taken max",
    "release by mia": "not_taken",
    "release by max": "not_taken",
    "keep by mia": "not_taken",
    "keep by max": "not_taken",
    "remove by mia": "not_taken",
    settle: "decided, removed by max",
  },
  "taken by mia": {
    "take by mia": "already",
    "take by max": "already_taken",
    "release by mia": "waiting",
    "release by max": "already_taken",
    "keep by mia": "decided mia, kept by mia",
    "keep by max": "already_taken",
    "remove by mia": "decided mia, removed by mia",
    settle: "decided mia, removed by max",
  },
  "kept by mia": {
    "take by mia": "already_decided",
    "take by max": "already_decided",
    "release by mia": "already_decided",
    "release by max": "already_decided",
    "keep by mia": "already",
    "keep by max": "already_decided",
    "remove by mia": "already_decided",
    settle: "already",
  },
};

function inWords(decision: ReturnType<typeof decideReport>): string {
  if (decision.kind === "refused") return decision.reason;
  if (decision.kind !== "moved") return decision.kind;
  const { after, decisions } = decision.change;
  const published = decisions.map(({ outcome, by }) => `${outcome} by ${by}`);
  return [after.takenBy === null ? after.state : `${after.state} ${after.takenBy.id}`, ...published].join(
    ", ",
  );
}

describe("R34: the life of a report", () => {
  it("R34: takes every command of every mediator exactly as reviewed", () => {
    const { matrix, untaken } = tryEverything({
      lifecycle,
      situations: { waiting: aReport(), "taken by mia": taken, "kept by mia": decided },
      inputs: commands,
      decide: (report, command) => decideReport(report, command, now),
      describe: inWords,
    });
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
  });

  it("R34: outcome, note, mediator and time of a decision are kept, and published as they are", () => {
    const decision = { outcome: "kept", note: "Fair criticism.", by: "mia", at: now };
    expect(decideReport(taken, commands["keep by mia"], now)).toMatchObject({
      change: { after: { decision }, decisions: [decision] },
    });
  });

  it("R34: knows since when a mediator works on it", () => {
    expect(decideReport(aReport(), commands["take by mia"], now)).toMatchObject({
      change: { after: { takenBy: { id: "mia", at: now } } },
    });
  });
});
