import { expect, it } from "vitest";
import { waitFor } from "./wait-for.ts";

it("returns the first answer that is neither undefined, null nor false", async () => {
  const answers = [undefined, null, false, 0];
  expect(await waitFor(() => answers.shift(), { what: "an answer", intervalMs: 1 })).toBe(0);
});

it("treats a probe that throws as not yet", async () => {
  let calls = 0;
  const probe = () => {
    calls += 1;
    if (calls < 3) throw new Error("not there");
    return "there";
  };
  expect(await waitFor(probe, { what: "it", intervalMs: 1 })).toBe("there");
});

it("says what was awaited and why it did not come", async () => {
  const probe = () => Promise.reject(new Error("connection refused"));
  await expect(
    waitFor(probe, { what: "the order to be pending", timeoutMs: 10, intervalMs: 1 }),
  ).rejects.toThrow(/waited 10 ms for the order to be pending .*connection refused/);
});
