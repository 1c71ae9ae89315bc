import { createLogger } from "@vc/http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { underLease } from "./lease.ts";

const LEASE_MS = 10_000;

const log = createLogger({ service: "test", level: "silent" });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A lease that ends by itself, and work that takes its time. */
function aLease({ isFailing = false } = {}) {
  let until = Date.now() + LEASE_MS;
  return {
    isHeld: () => Date.now() < until,
    lease: {
      name: "re:order_1",
      leaseMs: LEASE_MS,
      log,
      renew: async () => {
        if (isFailing) throw new Error("the database does not answer");
        until = Date.now() + LEASE_MS;
      },
    },
  };
}

describe("work under a lease", () => {
  it("keeps it for as long as it takes, and no longer", async () => {
    const { isHeld, lease } = aLease();
    const { promise, resolve } = Promise.withResolvers<string>();
    const result = underLease(lease, () => promise);
    await vi.advanceTimersByTimeAsync(10 * LEASE_MS);
    expect(isHeld()).toBe(true);
    resolve("done");
    expect(await result).toBe("done");
    await vi.advanceTimersByTimeAsync(LEASE_MS);
    expect(isHeld()).toBe(false);
  });

  it("gives it up when the work fails", async () => {
    const { isHeld, lease } = aLease();
    await expect(underLease(lease, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await vi.advanceTimersByTimeAsync(LEASE_MS);
    expect(isHeld()).toBe(false);
  });

  it("continues when it cannot be renewed: the process that takes over checks what was done", async () => {
    const { isHeld, lease } = aLease({ isFailing: true });
    const { promise, resolve } = Promise.withResolvers<string>();
    const result = underLease(lease, () => promise);
    await vi.advanceTimersByTimeAsync(2 * LEASE_MS);
    expect(isHeld()).toBe(false);
    resolve("done");
    expect(await result).toBe("done");
  });
});
