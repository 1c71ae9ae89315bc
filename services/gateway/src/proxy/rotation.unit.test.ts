import { describe, expect, it } from "vitest";
import {
  chooseAddress,
  markHealthy,
  markUnhealthy,
  noAddresses,
  type Rotation,
  UNHEALTHY_MS,
  withAddresses,
} from "./rotation.ts";

const three = withAddresses(noAddresses, ["c", "a", "b"]);
const nothing = new Set<string>();

/** Whom so many requests in a row are sent to, one each at `nowMs`. */
function inARow(count: number, from: Rotation, nowMs = 0): { addresses: string[]; rotation: Rotation } {
  let rotation = from;
  const addresses: string[] = [];
  for (let index = 0; index < count; index++) {
    const chosen = chooseAddress(rotation, nothing, nowMs);
    if (chosen === null) break;
    addresses.push(chosen.address);
    rotation = chosen.rotation;
  }
  return { addresses, rotation };
}

describe("addresses", () => {
  it("have their turn one after the other, and each only once however often its name lists it", () => {
    expect(inARow(6, three).addresses).toEqual(["a", "b", "c", "a", "b", "c"]);
    expect(inARow(3, withAddresses(noAddresses, ["a", "a"])).addresses).toEqual(["a", "a", "a"]);
    expect(chooseAddress(noAddresses, nothing, 0)).toBeNull();
  });

  it("that failed are left out, then probed by one request at a time, and back as soon as they answer", () => {
    const failed = markUnhealthy(three, "b", 0);
    expect(inARow(4, failed, UNHEALTHY_MS - 1).addresses).toEqual(["a", "c", "a", "c"]);
    const probing = inARow(6, failed, UNHEALTHY_MS);
    expect(probing.addresses.filter((address) => address === "b")).toEqual(["b"]);
    expect(inARow(6, probing.rotation, 2 * UNHEALTHY_MS - 1).addresses).not.toContain("b");
    expect(
      inARow(6, probing.rotation, 2 * UNHEALTHY_MS).addresses.filter((each) => each === "b"),
    ).toHaveLength(1);
    expect(inARow(3, markHealthy(probing.rotation, "b"), UNHEALTHY_MS).addresses.toSorted()).toEqual([
      "a",
      "b",
      "c",
    ]);
  });

  it("that all failed still get requests", () => {
    const failed = ["a", "b", "c"].reduce((rotation, address) => markUnhealthy(rotation, address, 0), three);
    expect(inARow(3, failed, 1).addresses).toEqual(["a", "b", "c"]);
  });

  it("are tried each once by one request, those that are left out last", () => {
    const failed = markUnhealthy(three, "a", 0);
    const tried = new Set<string>();
    let rotation = failed;
    for (let index = 0; index < 3; index++) {
      const chosen = chooseAddress(rotation, tried, 1);
      tried.add(chosen?.address ?? "");
      rotation = chosen?.rotation ?? rotation;
    }
    expect([...tried]).toEqual(["b", "c", "a"]);
    expect(chooseAddress(rotation, tried, 1)?.address).toBe("b");
  });

  it("that come and go change nothing for those that stay", () => {
    const failed = markUnhealthy(three, "b", 0);
    const changed = withAddresses(failed, ["b", "d"]);
    expect(inARow(2, changed, 1).addresses).toEqual(["d", "d"]);
    expect(markUnhealthy(changed, "a", 0)).toBe(changed);
    expect(withAddresses(withAddresses(failed, ["a"]), ["a", "b"]).unhealthyUntilMs.size).toBe(0);
  });
});
