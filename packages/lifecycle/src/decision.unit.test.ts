import { describe, expect, it } from "vitest";
import { already, andThen, contradiction, type EffectResult, writes } from "./decision.ts";

interface Thing {
  readonly a: number;
  readonly b: number;
}
interface Lists {
  readonly events: readonly string[];
  readonly entries: readonly string[];
}
const thing: Thing = { a: 1, b: 1 };
const first: EffectResult<Thing, Lists> = writes({ a: 2 }, { events: ["one"], entries: ["x"] });

describe("two steps of one effect", () => {
  it("are written together, and the second sees what the first left", () => {
    const both = andThen(thing, first, ({ a, b }) => writes({ b: a + b }, { events: ["two"] }));
    expect(both).toEqual({
      kind: "writes",
      fields: { a: 2, b: 3 },
      written: { events: ["one", "two"], entries: ["x"] },
    });
  });

  it("are the first alone where the second changes nothing", () => {
    expect(andThen(thing, first, already)).toBe(first);
  });

  it("are none where one of them cannot be", () => {
    const cannot = () => contradiction("never");
    expect(andThen(thing, first, cannot)).toEqual({ kind: "contradiction", reason: "never" });
    expect(andThen(thing, already(), cannot)).toEqual({ kind: "already" });
  });
});
