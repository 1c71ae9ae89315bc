import { waitFor } from "@vc/testing";
import { describe, expect, it } from "vitest";
import { NotStarted } from "../shared/not-started.ts";
import { type BatchesOptions, createBatches } from "./batches.ts";

type Item = { readonly keys: readonly string[]; readonly name: string };
type Options = BatchesOptions<Item, string>;

const item = (name: string, ...keys: string[]): Item => ({ keys: keys.length > 0 ? keys : [name], name });

/** Batches that record which items shared a transaction, and wait for `release` within each. */
function lab(options: Partial<Options> = {}) {
  const done: string[][] = [];
  const started: string[] = [];
  let gate = Promise.withResolvers<void>();
  const batches = createBatches<Item, string>({
    concurrency: 1,
    maxSize: 3,
    maxMs: 10_000,
    keysOf: ({ keys }) => keys,
    applyOne: async ({ name }) => {
      started.push(name);
      await gate.promise;
      done.push([name]);
      return `${name} alone`;
    },
    applyBatch: async (_candidates, next) => {
      const names: string[] = [];
      for (let taken = next(); taken; taken = next()) {
        started.push(taken.name);
        await gate.promise;
        names.push(taken.name);
      }
      done.push(names);
      return new Map(
        given.filter(({ name }) => names.includes(name)).map((each) => [each, `${each.name} together`]),
      );
    },
    ...options,
  });
  const given: Item[] = [];
  return {
    done,
    started,
    take: (each: Item, isAlone = false) => {
      given.push(each);
      return batches.take(each, isAlone);
    },
    stop: batches.stop,
    release: () => gate.resolve(),
    hold: () => {
      gate = Promise.withResolvers<void>();
    },
  };
}

describe("batches", () => {
  it("does one by itself where nothing else waits", async () => {
    const { take, release, done } = lab();
    release();
    expect(await take(item("a"))).toBe("a alone");
    expect(await take(item("b"))).toBe("b alone");
    expect(done).toEqual([["a"], ["b"]]);
  });

  it("does together, in their order, what has come while a transaction was under way, up to the most", async () => {
    const { take, release, started, done } = lab();
    const first = take(item("a"));
    await waitUntil(() => started.length === 1);
    const rest = ["b", "c", "d", "e"].map((name) => take(item(name)));
    release();
    await Promise.all([first, ...rest]);
    expect(done).toEqual([["a"], ["b", "c", "d"], ["e"]]);
  });

  it("does each again alone when something went wrong together, and only the bad one fails", async () => {
    const tried: string[] = [];
    const { take } = lab({
      applyBatch: async (_candidates, next) => {
        for (let taken = next(); taken; taken = next()) tried.push(taken.name);
        throw new Error("all of it is undone");
      },
      applyOne: async ({ name }) => {
        if (name === "bad") throw new Error("bad");
        return `${name} alone`;
      },
    });
    const results = await Promise.allSettled(["a", "bad", "c"].map((name) => take(item(name))));
    expect(tried).toEqual(["a", "bad", "c"]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("does alone what was left without a result, and what is to be alone", async () => {
    const { take, done } = lab({
      applyBatch: async (candidates, next) => {
        next();
        next();
        const [first] = candidates;
        return new Map(first && [[first, "together"]]);
      },
      applyOne: async ({ name }) => {
        done.push([name]);
        return "alone";
      },
    });
    const results = await Promise.all([take(item("a")), take(item("b")), take(item("poison?"), true)]);
    expect(results).toEqual(["together", "alone", "alone"]);
    expect(done).toEqual([["poison?"], ["b"]]);
  });

  it("never has two of one key in two transactions, and keeps their order", async () => {
    const { take, release, started, done } = lab({ concurrency: 5, maxSize: 1 });
    const all = [item("a1", "a"), item("a2", "a"), item("b1", "b"), item("a3", "a")].map((each) =>
      take(each),
    );
    await waitUntil(() => started.length === 2);
    expect(started).toEqual(["a1", "b1"]);
    release();
    await Promise.all(all);
    expect(done.flat().filter((name) => name.startsWith("a"))).toEqual(["a1", "a2", "a3"]);
  });

  it("never has two with any key in common in two transactions, and lets none overtake one that waits", async () => {
    const { take, release, started } = lab({ concurrency: 5, maxSize: 1 });
    const all = [
      item("a", "a", "counter"),
      item("b", "b", "counter"),
      item("b, later", "b"),
      item("c", "c"),
    ].map((each) => take(each));
    await waitUntil(() => started.length === 2);
    expect(started).toEqual(["a", "c"]);
    release();
    await Promise.all(all);
    expect(started).toEqual(["a", "c", "b", "b, later"]);
  });

  it("takes several with a key in common together, and none whose predecessor another transaction keeps waiting", async () => {
    const { take, release, hold, started, done } = lab({ concurrency: 2 });
    hold();
    const slow = take(item("slow", "s", "counter"));
    await waitUntil(() => started.length === 1);
    const rest = [
      item("x", "x"),
      item("a", "a", "counter"),
      item("a, later", "a"),
      item("b", "b", "counter"),
    ].map((each) => take(each));
    await waitUntil(() => started.length === 2);
    expect(started).toEqual(["slow", "x"]);
    release();
    await Promise.all([slow, ...rest]);
    expect(done.map((names) => names.join())).toContain("a,a, later,b");
  });

  it("does not delay another transaction because of a slow one", async () => {
    const slow = Promise.withResolvers<void>();
    const done: string[] = [];
    const { take } = lab({
      concurrency: 2,
      applyBatch: async (_candidates, next) => {
        const results = new Map<Item, string>();
        for (let taken = next(); taken; taken = next()) {
          if (taken.name === "slow") await slow.promise;
          done.push(taken.name);
          results.set(taken, "done");
        }
        return results;
      },
      applyOne: async ({ name }) => {
        done.push(name);
        return "done";
      },
    });
    const all = ["slow", "a", "b"].map((name) => take(item(name)));
    await Promise.all(all.slice(1));
    expect(done).toEqual(["a", "b"]);
    slow.resolve();
    await all[0];
  });

  it("takes nothing more when its time is over", async () => {
    const { take, done, release } = lab({ maxMs: 0 });
    release();
    await Promise.all(["a", "b"].map((name) => take(item(name))));
    expect(done).toEqual([["a"], ["b"]]);
  });

  it("gives back what it has not begun when it is stopped, and ends what it has", async () => {
    const { take, stop, release, started } = lab();
    const all = ["a", "b"].map((name) => take(item(name)));
    await waitUntil(() => started.length === 1);
    stop();
    release();
    expect(await all[0]).toBe("a together");
    await expect(all[1]).rejects.toThrow(NotStarted);
    await expect(take(item("c"))).rejects.toThrow(NotStarted);
  });
});

const waitUntil = (isSo: () => boolean) => waitFor(isSo, { what: "the transactions to get there" });
