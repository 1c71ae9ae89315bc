import { type TestPlatform, testPlatform, waitFor } from "@vc/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  code,
  createQueueWorker,
  createWorkQueue,
  type DocumentOf,
  defineModel,
  type Model,
  moment,
  nullable,
  oneOf,
  type WorkQueue,
  whole,
} from "../index.ts";

const LEASE_MS = 10_000;

const jobModel = defineModel({
  collection: "jobs",
  holds: "A piece of work.",
  fields: {
    _id: code(),
    state: oneOf(["due", "done"]),
    nextAt: moment(),
    takenBy: nullable(code()),
    tries: whole(),
    result: nullable(code()),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Nothing: it holds nothing of people.",
});
type Job = DocumentOf<typeof jobModel>;

let surroundings: TestPlatform;
let jobs: Model<Job>;
let queue: WorkQueue<Job>;
beforeAll(async () => {
  surroundings = await testPlatform({ service: "workers" });
  jobs = surroundings.platform.database.model(jobModel);
  queue = createWorkQueue<Job>({
    entries: jobs,
    clock: surroundings.clock,
    nextAt: "nextAt",
    takenBy: "takenBy",
    counts: "tries",
    open: { state: "due" },
    backoff: { firstMs: 1_000, mostMs: 60_000 },
    leaseMs: LEASE_MS,
  });
  await surroundings.start();
});
afterAll(() => surroundings.stop());
afterEach(() => jobs.deleteMany({}));

async function aJob(id: string, inMs = 0): Promise<void> {
  const nextAt = new Date(surroundings.clock.now().getTime() + inMs);
  await jobs.insertOne({ _id: id, state: "due", nextAt, takenBy: null, tries: 0, result: null });
}

async function taken() {
  const found = await queue.take();
  if (found === null) throw new Error("nothing was due");
  return found;
}

const idOf = async () => (await queue.take())?.entry._id ?? null;

describe("a work queue", () => {
  it("gives each entry to one taker, the longest due first, and none before its time", async () => {
    await aJob("later", 1_000);
    await aJob("second", -1_000);
    await aJob("first", -2_000);
    expect([await idOf(), await idOf(), await idOf()]).toEqual(["first", "second", null]);
    surroundings.clock.advance(1_000);
    expect(await idOf()).toBe("later");
  });

  it("gives an entry to one of many that ask at once", async () => {
    await aJob("one");
    const found = await Promise.all(Array.from({ length: 10 }, () => queue.take()));
    expect(found.filter((each) => each !== null)).toHaveLength(1);
  });

  it("gives an entry again when its lease is over, with the number of its tries", async () => {
    await aJob("one");
    expect((await taken()).entry.tries).toBe(1);
    surroundings.clock.advance(LEASE_MS - 1);
    expect(await queue.take()).toBeNull();
    surroundings.clock.advance(1);
    expect((await taken()).entry.tries).toBe(2);
  });

  it("keeps an entry whose lease is renewed", async () => {
    await aJob("one");
    const mine = await taken();
    surroundings.clock.advance(LEASE_MS - 1);
    await queue.renew(mine);
    surroundings.clock.advance(LEASE_MS - 1);
    expect(await queue.take()).toBeNull();
  });

  it("defers what failed, longer each time", async () => {
    await aJob("one");
    await queue.defer(await taken(), queue.retryAt(1), { result: "not yet" });
    expect(await jobs.findOne({ _id: "one" })).toMatchObject({ takenBy: null, result: "not yet" });
    surroundings.clock.advance(999);
    expect(await queue.take()).toBeNull();
    surroundings.clock.advance(1);
    expect(await idOf()).toBe("one");
    const now = surroundings.clock.now().getTime();
    const delays = [1, 2, 3, 100].map((failures) => queue.retryAt(failures).getTime() - now);
    expect(delays).toEqual([1_000, 2_000, 4_000, 60_000]);
  });

  it("never gives what is finished", async () => {
    await aJob("one");
    expect(await queue.finish(await taken(), { state: "done" })).toBe(true);
    surroundings.clock.advance(LEASE_MS);
    expect(await queue.take()).toBeNull();
  });

  it("hazard and guard: a process that stood still for longer than its lease changes nothing of what another one has taken", async () => {
    await aJob("one");
    const stalled = await taken();
    surroundings.clock.advance(LEASE_MS);
    const successor = await taken();
    const before = await jobs.findOne({ _id: "one" });

    expect(await queue.note(stalled, { result: "half of it" })).toBe(false);
    expect(await queue.defer(stalled, queue.retryAt(5), { result: "failed" })).toBe(false);
    expect(await queue.finish(stalled, { state: "done" })).toBe(false);
    await queue.renew(stalled);
    expect(await jobs.findOne({ _id: "one" })).toEqual(before);

    // Without the fence: the entry is as the stalled process says, though another one works on it.
    await jobs.updateOne({ _id: "one" }, { $set: { nextAt: queue.retryAt(5) } });
    expect(await jobs.findOne({ _id: "one" })).not.toEqual(before);

    expect(await queue.finish(successor, { state: "done", result: "done once" })).toBe(true);
    expect(await jobs.findOne({ _id: "one" })).toMatchObject({ state: "done", result: "done once" });
  });

  it("finishes with what is recorded beside it, or not at all", async () => {
    await aJob("one");
    const mine = await taken();
    const recording = surroundings.platform.bus.transaction(async ({ session }) => {
      await queue.finish(mine, { state: "done" }, session);
      throw new Error("the other write failed");
    });
    await expect(recording).rejects.toThrow("the other write failed");
    expect(await jobs.findOne({ _id: "one" })).toMatchObject({ state: "due" });
  });
});

describe("the worker of a queue", () => {
  function aWorker(options: { concurrency?: number; work?: () => Promise<void> } = {}) {
    const worker = createQueueWorker<Job>({
      name: "jobs",
      queue,
      log: surroundings.platform.log,
      // It must not need to poll.
      pollMs: 3_600_000,
      concurrency: options.concurrency ?? 1,
      work: async (mine) => {
        await options.work?.();
        await queue.finish(mine, { state: "done", result: mine.entry._id });
      },
    });
    return worker;
  }
  const done = (count: number) =>
    waitFor(async () => (await jobs.countDocuments({ state: "done" })) === count, {
      what: `${count} to be done`,
    });

  it("does what a transaction records as soon as it is committed, without polling", async () => {
    const worker = aWorker();
    worker.start();
    await surroundings.platform.bus.transaction(async (tx) => {
      worker.wakeAfter(tx);
      const nextAt = surroundings.clock.now();
      const job: Job = { _id: "one", state: "due", nextAt, takenBy: null, tries: 0, result: null };
      await jobs.insertOne(job, { session: tx.session });
    });
    await done(1);
    await worker.stop();
  });

  it("does what is due until nothing is, as many at a time as it may", async () => {
    const gate = Promise.withResolvers<void>();
    let atOnce = 0;
    const worker = aWorker({
      concurrency: 2,
      work: async () => {
        atOnce += 1;
        await gate.promise;
      },
    });
    for (let n = 0; n < 5; n++) await aJob(`job ${n}`);
    worker.start();
    worker.wake();
    worker.wake();
    await waitFor(() => atOnce === 2, { what: "both hands to be full" });
    gate.resolve();
    await done(5);
    await worker.stop();
  });

  it("stops when what is in hand is done, and takes nothing new", async () => {
    const gate = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const worker = aWorker({
      work: async () => {
        begun.resolve();
        await gate.promise;
      },
    });
    await aJob("one");
    await aJob("two", 1);
    worker.start();
    await begun.promise;
    const stopped = worker.stop();
    surroundings.clock.advance(1);
    gate.resolve();
    await stopped;
    expect(await jobs.countDocuments({ state: "done" })).toBe(1);
  });

  it("continues after failed work: the entry is taken again when its lease ends", async () => {
    let tries = 0;
    const worker = aWorker({
      work: async () => {
        if (++tries === 1) throw new Error("no");
      },
    });
    await aJob("one");
    worker.start();
    await waitFor(() => tries === 1, { what: "the first try" });
    surroundings.clock.advance(LEASE_MS);
    worker.wake();
    await done(1);
    expect(tries).toBe(2);
    await worker.stop();
  });
});
