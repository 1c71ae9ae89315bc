import { describe, expect, it } from "vitest";
import { admit, type Circuit, closedCircuit, OPEN_MS, recordOutcome } from "./circuit.ts";

const answered = { hasFailed: false, isProbe: false };
const failed = { hasFailed: true, isProbe: false };

function after(outcomes: (typeof answered)[], nowMs = 0, circuit: Circuit = closedCircuit(0)): Circuit {
  return outcomes.reduce((each, outcome) => recordOutcome(each, outcome, nowMs), circuit);
}
const times = <T>(count: number, outcome: T): T[] => Array.from({ length: count }, () => outcome);
const open = after(times(10, failed));

describe("a closed circuit", () => {
  it("opens at the tenth failure in a row, and not before", () => {
    expect(after(times(9, failed)).kind).toBe("closed");
    expect(open).toEqual({ kind: "open", probeAtMs: OPEN_MS });
  });

  it("opens when half of what is asked fails, and not below", () => {
    expect(after([...times(10, answered), ...times(9, failed)]).kind).toBe("closed");
    expect(after([...times(10, answered), ...times(10, failed)]).kind).toBe("open");
  });

  it("opens by a failure only: an answer is never what makes it open", () => {
    const mostlyFailed = after(times(9, failed));
    expect(after(times(3, answered), 0, mostlyFailed).kind).toBe("closed");
  });

  it("ignores failures of more than ten seconds ago", () => {
    const many = after([...times(20, answered), ...times(19, failed)]);
    expect(after([failed], 4_999, many).kind).toBe("open");
    expect(after(times(9, failed), 10_000, many).kind).toBe("closed");
    // Half a window later they still count.
    const soon = after([answered], 5_000, after(times(9, failed)));
    expect(after([failed], 5_001, soon).kind).toBe("open");
    const late = after([answered], 10_000, soon);
    expect(after(times(7, failed), 10_001, late).kind).toBe("closed");
  });
});

describe("an open circuit", () => {
  it("refuses until its time is over, and says how long that is", () => {
    expect(admit(open, 1_000)).toEqual({ kind: "refused", retryAfterMs: OPEN_MS - 1_000 });
    expect(admit(open, OPEN_MS - 1)).toEqual({ kind: "refused", retryAfterMs: 1 });
  });

  it("then lets one through as a probe, and the next only when that one took as long again", () => {
    const probe = admit(open, OPEN_MS);
    if (probe.kind !== "admitted") throw new Error("the probe was refused");
    expect(probe.isProbe).toBe(true);
    expect(admit(probe.circuit, OPEN_MS).kind).toBe("refused");
    expect(admit(probe.circuit, 2 * OPEN_MS)).toMatchObject({ kind: "admitted", isProbe: true });
  });

  it("closes by the answer of a probe, with nothing held against the service", () => {
    const closed = recordOutcome(open, { hasFailed: false, isProbe: true }, OPEN_MS);
    expect(closed).toEqual(closedCircuit(OPEN_MS));
    expect(admit(closed, OPEN_MS)).toMatchObject({ kind: "admitted", isProbe: false });
  });

  it("stays open by a probe that fails, as long again from then", () => {
    const still = recordOutcome(open, { hasFailed: true, isProbe: true }, 7_000);
    expect(still).toEqual({ kind: "open", probeAtMs: 7_000 + OPEN_MS });
  });

  it("ignores results of requests that were under way when it opened", () => {
    expect(recordOutcome(open, answered, 1)).toBe(open);
    expect(recordOutcome(open, failed, 1)).toBe(open);
  });
});
