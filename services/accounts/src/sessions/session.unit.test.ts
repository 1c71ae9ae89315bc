import { describe, expect, it } from "vitest";
import { decideRefresh, type Session } from "./session.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;
const createdAt = new Date("2026-03-02T09:00:00Z");
const lifetimes = { refreshTokenMs: 30 * DAY_MS, sessionMs: 180 * DAY_MS };
const days = (count: number) => new Date(createdAt.getTime() + count * DAY_MS);
const active: Session = { state: "active", createdAt, expiresAt: days(30) };

describe("a session", () => {
  it("R40: lives on for another refresh token's life when it is refreshed", () => {
    expect(decideRefresh(active, "current", days(10), lifetimes)).toEqual({
      kind: "refreshed",
      expiresAt: days(40),
    });
  });

  it("R40: never lives longer than a session may", () => {
    const old = { ...active, expiresAt: days(179) };
    expect(decideRefresh(old, "current", days(178), lifetimes)).toEqual({
      kind: "refreshed",
      expiresAt: days(180),
    });
  });

  it("R40: takes a spent token for theft", () => {
    expect(decideRefresh(active, "spent", days(1), lifetimes)).toEqual({ kind: "reused" });
  });

  it("is over from the moment it expires, and once it has ended", () => {
    const over = { kind: "over" };
    expect(decideRefresh(active, "current", new Date(days(30).getTime() - 1), lifetimes)).not.toEqual(over);
    expect(decideRefresh(active, "current", days(30), lifetimes)).toEqual(over);
    expect(decideRefresh({ ...active, state: "ended" }, "current", days(1), lifetimes)).toEqual(over);
    expect(decideRefresh({ ...active, state: "ended" }, "spent", days(1), lifetimes)).toEqual(over);
  });
});
