import { everyInput, tryEverything } from "@vc/lifecycle/testing";
import { describe, expect, it } from "vitest";
import { decide, LONGEST_ERROR, lifecycle, type Processing, type ProcessingFact } from "./lifecycle.ts";

const receivedAt = new Date("2026-03-01T09:00:00Z");
const now = new Date("2026-03-01T10:00:00Z");

/** Taken for the third time. */
const due: Processing = {
  id: "evt_1",
  state: "due",
  tries: 3,
  nextAt: receivedAt,
  lastError: "Stripe did not answer",
};

const inputs = everyInput<ProcessingFact>()({
  processed: { kind: "processed" },
  failed: { kind: "failed", reason: "timed out" },
});

/** As many seconds as it failed, so that the matrix shows what was counted. */
const taking = (processing: Processing, fact: ProcessingFact) =>
  decide(processing, fact, { now, retryAt: (failures) => new Date(now.getTime() + failures * 1_000) });

function inWords(decision: ReturnType<typeof decide>): string {
  if (decision.kind !== "moved") return decision.kind;
  const { state, nextAt, lastError } = decision.change.after;
  return state === "due"
    ? `due in ${(nextAt.getTime() - now.getTime()) / 1_000} s, ${lastError}`
    : `${state}, ${lastError}`;
}

/** The reviewed matrix, written by hand. */
const reviewed = {
  due: { processed: "done, null", failed: "due in 3 s, timed out" },
  done: { processed: "already", failed: "already" },
};

describe("an event of Stripe", () => {
  it("R27: is due until it was processed, and never given up", () => {
    const { matrix, untaken } = tryEverything({
      lifecycle,
      situations: { due, done: { ...due, state: "done" } },
      inputs,
      decide: taking,
      describe: inWords,
    });
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
    expect(lifecycle.initial).toBe("due");
  });

  it("R27: is deferred however long the error of a try is", () => {
    const decision = taking(due, { kind: "failed", reason: "no".repeat(LONGEST_ERROR) });
    expect(decision.kind === "moved" && decision.change.after.lastError).toHaveLength(LONGEST_ERROR);
  });
});
