import { describe, expect, it } from "vitest";
import { publishedAt, rotationAt, signingAt } from "./key-schedule.ts";

const MINUTE = 60_000;
const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1) + minutes * MINUTE);
const old = { kid: "old", announcedAt: new Date(0), signsFrom: new Date(0) };
/** Announced at 0, signs from 15 on. Tokens live for 10 minutes. */
const next = { kid: "next", announcedAt: at(0), signsFrom: at(15) };
const names = (keys: readonly { kid: string }[]) => keys.map(({ kid }) => kid);

describe("R40: a new signing key", () => {
  it.each([
    [-1, "old", ["old"]],
    [0, "old", ["old", "next"]],
    [14.9, "old", ["old", "next"]],
    [15, "next", ["old", "next"]],
    // The last token of the old key is over at 25; a minute more for clocks that are off.
    [25.9, "next", ["old", "next"]],
    [26, "next", ["next"]],
  ])("at minute %d: %s signs, %j are published", (minute, signing, published) => {
    expect(signingAt([next, old], at(minute))?.kid).toBe(signing);
    expect(names(publishedAt([next, old], at(minute), 10 * MINUTE))).toEqual(published);
  });

  it("is not made while another waits to sign", () => {
    expect(rotationAt([old], at(0), 15 * MINUTE)).toEqual(at(15));
    expect(rotationAt([old, next], at(14), 15 * MINUTE)).toBeNull();
    expect(rotationAt([old, next], at(15), 15 * MINUTE)).toEqual(at(30));
  });
});
