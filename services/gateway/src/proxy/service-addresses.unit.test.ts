import { expect, it } from "vitest";
import { trackAddresses } from "./service-addresses.ts";

const noneTried = new Set<string>();

it("refreshes a known name in the background, and waits for the refresh when no healthy address is left", async () => {
  let found = ["10.0.0.1", "10.0.0.2"];
  const known = trackAddresses("orders", { lookup: async () => found, nowMs: () => 0 });
  expect(await known.choose(noneTried)).toBe("10.0.0.1");
  found = ["10.0.0.3"];
  known.failed("10.0.0.2");
  // Not a promise: the one who is left takes it.
  expect(known.choose(noneTried)).toBe("10.0.0.1");

  const lost = trackAddresses("orders", { lookup: async () => found, nowMs: () => 0 });
  found = ["10.0.0.1"];
  await lost.choose(noneTried);
  found = ["10.0.0.3"];
  lost.failed("10.0.0.1");
  expect(await lost.choose(noneTried)).toBe("10.0.0.3");
});

it("does not ask for what is an address already", () => {
  const lookup = () => Promise.reject(new Error("asked for an address"));
  for (const address of ["127.0.0.1", "::1"]) {
    expect(trackAddresses(address, { lookup, nowMs: () => 0 }).choose(noneTried)).toBe(address);
  }
});
