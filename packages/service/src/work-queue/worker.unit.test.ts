import { createLogger } from "@vc/http";
import { waitFor } from "@vc/testing";

import { describe, expect, it } from "vitest";
import { createWorker } from "./worker.ts";

/** A worker whose pieces take until `release`, and how often it looked for one. */
function lab() {
  const waiting: string[] = [];
  const done: string[] = [];
  let looks = 0;
  let gate = Promise.withResolvers<void>();
  const worker = createWorker({
    name: "lab",
    log: createLogger({ service: "test", level: "silent" }),
    pollMs: 60_000,
    concurrency: 3,
    takeOne: async () => {
      looks++;
      const piece = waiting.shift();
      if (piece === undefined) return false;
      worker.wake();
      await gate.promise;
      done.push(piece);
      return true;
    },
  });
  return {
    worker,
    done,
    looks: () => looks,
    add: (piece: string) => {
      waiting.push(piece);
      worker.wake();
    },
    release: () => gate.resolve(),
    hold: () => {
      gate = Promise.withResolvers<void>();
    },
  };
}

describe("a worker", () => {
  it("does not look again after its work where another hand has found nothing meanwhile", async () => {
    const { worker, add, done, looks, release } = lab();
    worker.start();
    await waitFor(() => looks() === 1, { what: "the first look" });
    add("a");
    await waitFor(() => looks() === 3, { what: "another hand looks" });
    release();
    await waitFor(() => done.length === 1, { what: "the work" });
    await worker.stop();
    expect(looks()).toBe(3);
  });

  it("looks again for work that was added while it looked", async () => {
    const { worker, add, done, hold, release } = lab();
    worker.start();
    hold();
    for (const piece of ["a", "b", "c", "d", "e"]) add(piece);
    release();
    await waitFor(() => done.length === 5, { what: "all the work" });
    expect(done.toSorted()).toEqual(["a", "b", "c", "d", "e"]);
    await worker.stop();
  });
});
