import { everyInput, tryEverything } from "@vc/lifecycle/testing";
import { describe, expect, it } from "vitest";
import {
  afterMessage,
  decideSupport,
  lifecycle,
  newSupport,
  type Support,
  type SupportInput,
} from "./lifecycle.ts";

const openedAt = new Date("2026-03-01T09:00:00Z");
const now = new Date("2026-03-02T09:00:00Z");
const waiting = newSupport("asker", openedAt);
const taken: Support = { ...waiting, state: "taken", takenBy: "mia" };
const closed: Support = { ...waiting, state: "closed" };

const inputs = everyInput<SupportInput>()({
  "take by mia": { kind: "take", staffId: "mia" },
  "take by max": { kind: "take", staffId: "max" },
  "release by mia": { kind: "release", staffId: "mia" },
  "release by max": { kind: "release", staffId: "max" },
  "close by mia": { kind: "close", staffId: "mia" },
  "close by max": { kind: "close", staffId: "max" },
  "answer by mia": { kind: "answer", staffId: "mia" },
  "answer by max": { kind: "answer", staffId: "max" },
  ask: { kind: "ask" },
  "requester left": { kind: "requester_left" },
  "taker left": { kind: "taker_left" },
});

/** The reviewed matrix, written by hand: the request that follows as `state taker`, or what is answered instead. */
const reviewed = {
  waiting: {
    "take by mia": "taken mia",
    "take by max": "taken max",
    "release by mia": "already",
    "release by max": "already",
    "close by mia": "closed",
    "close by max": "closed",
    "answer by mia": "taken mia",
    "answer by max": "taken max",
    ask: "already",
    "requester left": "closed",
    "taker left": "already",
  },
  "taken by mia": {
    "take by mia": "already",
    "take by max": "already_taken",
    "release by mia": "waiting",
    "release by max": "already_taken",
    "close by mia": "closed",
    "close by max": "already_taken",
    "answer by mia": "already",
    "answer by max": "already_taken",
    ask: "already",
    "requester left": "closed",
    "taker left": "waiting",
  },
  closed: {
    "take by mia": "support_closed",
    "take by max": "support_closed",
    "release by mia": "support_closed",
    "release by max": "support_closed",
    "close by mia": "already",
    "close by max": "already",
    "answer by mia": "already",
    "answer by max": "already",
    ask: "waiting",
    "requester left": "already",
    "taker left": "already",
  },
};

function inWords(decision: ReturnType<typeof decideSupport>): string {
  if (decision.kind === "refused") return decision.reason;
  if (decision.kind !== "moved") return decision.kind;
  const { state, takenBy } = decision.change.after;
  return takenBy === null ? state : `${state} ${takenBy}`;
}

describe("R38: a request for support", () => {
  it("R38, R42: takes every action, message and closed account exactly as reviewed", () => {
    const { matrix, untaken } = tryEverything({
      lifecycle,
      situations: { waiting, "taken by mia": taken, closed },
      inputs,
      decide: (support, input) => decideSupport(support, input, now),
      describe: inWords,
    });
    expect(matrix).toEqual(reviewed);
    expect(untaken).toEqual([]);
  });

  it("R38: keeps its place in the queue when it is given back", () => {
    const decision = decideSupport(taken, { kind: "release", staffId: "mia" }, now);
    expect(decision).toMatchObject({ change: { after: { since: openedAt } } });
  });

  it("R38: goes to the end of the queue when its requester writes after it was closed", () => {
    expect(afterMessage(closed, "asker", now)).toMatchObject({
      change: { after: { state: "waiting", since: now } },
    });
  });

  it("R38: belongs to the first member of the staff who answers, and the requester may write meanwhile", () => {
    expect(afterMessage(waiting, "mia", now)).toMatchObject({ change: { after: taken } });
    expect(afterMessage(taken, "max", now)).toEqual({ kind: "refused", reason: "already_taken" });
    expect(afterMessage(taken, "asker", now)).toEqual({ kind: "already" });
  });
});
