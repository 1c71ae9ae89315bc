import type { Caller } from "@vc/http";
import { beforeEach, expect, it, vi } from "vitest";
import { rememberGoodTokens } from "./remember-tokens.ts";

const caller: Caller = { accountId: "account_1", roles: [], emailVerified: true };
const verify = vi.fn(async (token: string) => (token.startsWith("good") ? caller : null));

let nowMs = 1;
beforeEach(() => {
  verify.mockClear();
});

it("verifies a good token again when ten seconds are over", async () => {
  const remembered = rememberGoodTokens(verify, () => nowMs);
  for (const afterMs of [0, 5_000, 4_900]) {
    nowMs += afterMs;
    expect(await remembered("good")).toBe(caller);
  }
  expect(verify).toHaveBeenCalledTimes(1);
  nowMs += 200;
  expect(await remembered("good")).toBe(caller);
  expect(verify).toHaveBeenCalledTimes(2);
});

it("keeps each token for itself, and none that is no good", async () => {
  const remembered = rememberGoodTokens(verify, () => nowMs);
  await remembered("good");
  expect(await remembered("good and changed")).toBe(caller);
  expect(await remembered("bad")).toBeNull();
  expect(await remembered("bad")).toBeNull();
  expect(verify.mock.calls.flat()).toEqual(["good", "good and changed", "bad", "bad"]);
});

it("keeps nothing of a verification that failed", async () => {
  verify.mockRejectedValueOnce(new Error("no keys"));
  const remembered = rememberGoodTokens(verify, () => nowMs);
  await expect(remembered("good")).rejects.toThrow("no keys");
  expect(await remembered("good")).toBe(caller);
});
