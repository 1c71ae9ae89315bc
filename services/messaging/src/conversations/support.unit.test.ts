import { SUPPORT_STATES } from "@vc/contracts";
import { describe, expect, it } from "vitest";
import { afterMessage, decideSupport, type Support } from "./support.ts";

const now = new Date("2026-03-02T09:00:00Z");
const waiting: Support = { requesterId: "asker", state: "waiting", takenBy: null, since: new Date(0) };
const taken: Support = { ...waiting, state: "taken", takenBy: "mia" };
const closed: Support = { ...waiting, state: "closed" };
const inState = { waiting, taken, closed };

/** The whole table, written out once more by hand: what comes of each action by mia and by another. */
const expected = {
  take: {
    waiting: ["taken", "taken"],
    taken: ["already", "already_taken"],
    closed: ["support_closed", "support_closed"],
  },
  release: {
    waiting: ["already", "already"],
    taken: ["waiting", "already_taken"],
    closed: ["support_closed", "support_closed"],
  },
  close: {
    waiting: ["closed", "closed"],
    taken: ["closed", "already_taken"],
    closed: ["already", "already"],
  },
} as const;

describe("R38: a request for support", () => {
  for (const action of ["take", "release", "close"] as const) {
    for (const state of SUPPORT_STATES) {
      it.each([
        ["mia", 0],
        ["max", 1],
      ] as const)(`R38: ${state} + ${action} by %s`, (staffId, place) => {
        const decision = decideSupport(inState[state], action, staffId);
        const outcome = {
          moved: () => decision.kind === "moved" && decision.support.state,
          already: () => "already",
          refused: () => decision.kind === "refused" && decision.reason,
        }[decision.kind]();
        expect(outcome).toBe(expected[action][state][place]);
      });
    }
  }

  it("R38: keeps its place in the queue when it is given back", () => {
    expect(decideSupport(taken, "release", "mia")).toEqual({ kind: "moved", support: waiting });
  });

  it("R38: is taken by whoever answers first, and answered by nobody else", () => {
    expect(afterMessage(waiting, "mia", now)).toEqual({ kind: "moved", support: taken });
    expect(afterMessage(taken, "max", now)).toEqual({ kind: "refused", reason: "already_taken" });
    expect(afterMessage(taken, "asker", now)).toEqual({ kind: "already" });
  });

  it("R38: waits again when its author writes after it was closed", () => {
    expect(afterMessage(closed, "asker", now)).toEqual({
      kind: "moved",
      support: { ...waiting, since: now },
    });
  });
});
