import { describe, expect, it } from "vitest";
import {
  chooseAddress,
  LEFT_OUT_MS,
  leaveOut,
  NOBODY,
  type Spread,
  takeIn,
  withAddresses,
} from "./spread.ts";

const three = withAddresses(NOBODY, ["c", "a", "b"]);
const nothing = new Set<string>();

/** Whom so many requests in a row are sent to, one each at `nowMs`. */
function inARow(count: number, from: Spread, nowMs = 0): { addresses: string[]; spread: Spread } {
  let spread = from;
  const addresses: string[] = [];
  for (let index = 0; index < count; index++) {
    const chosen = chooseAddress(spread, nothing, nowMs);
    if (chosen === null) break;
    addresses.push(chosen.address);
    spread = chosen.spread;
  }
  return { addresses, spread };
}

describe("addresses", () => {
  it("have their turn one after the other, and each only once however often its name lists it", () => {
    expect(inARow(6, three).addresses).toEqual(["a", "b", "c", "a", "b", "c"]);
    expect(inARow(3, withAddresses(NOBODY, ["a", "a"])).addresses).toEqual(["a", "a", "a"]);
    expect(chooseAddress(NOBODY, nothing, 0)).toBeNull();
  });

  it("that failed are left out, then probed by one request at a time, and back as soon as they answer", () => {
    const failed = leaveOut(three, "b", 0);
    expect(inARow(4, failed, LEFT_OUT_MS - 1).addresses).toEqual(["a", "c", "a", "c"]);
    const probing = inARow(6, failed, LEFT_OUT_MS);
    expect(probing.addresses.filter((address) => address === "b")).toEqual(["b"]);
    expect(inARow(6, probing.spread, 2 * LEFT_OUT_MS - 1).addresses).not.toContain("b");
    expect(inARow(6, probing.spread, 2 * LEFT_OUT_MS).addresses.filter((each) => each === "b")).toHaveLength(
      1,
    );
    expect(inARow(3, takeIn(probing.spread, "b"), LEFT_OUT_MS).addresses.toSorted()).toEqual(["a", "b", "c"]);
  });

  it("that all failed are asked all the same: somebody has to be", () => {
    const failed = ["a", "b", "c"].reduce((spread, address) => leaveOut(spread, address, 0), three);
    expect(inARow(3, failed, 1).addresses).toEqual(["a", "b", "c"]);
  });

  it("are tried each once by one request, those that are left out last", () => {
    const failed = leaveOut(three, "a", 0);
    const tried = new Set<string>();
    let spread = failed;
    for (let index = 0; index < 3; index++) {
      const chosen = chooseAddress(spread, tried, 1);
      tried.add(chosen?.address ?? "");
      spread = chosen?.spread ?? spread;
    }
    expect([...tried]).toEqual(["b", "c", "a"]);
    expect(chooseAddress(spread, tried, 1)?.address).toBe("b");
  });

  it("that come and go change nothing for those that stay", () => {
    const failed = leaveOut(three, "b", 0);
    const changed = withAddresses(failed, ["b", "d"]);
    expect(inARow(2, changed, 1).addresses).toEqual(["d", "d"]);
    expect(leaveOut(changed, "a", 0)).toBe(changed);
    expect(withAddresses(withAddresses(failed, ["a"]), ["a", "b"]).leftOutUntilMs.size).toBe(0);
  });
});
