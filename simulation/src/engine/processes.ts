import type { Random } from "./random.ts";

/** One running process of a service. A crash ends it and everything that it was doing; another one takes its place. */
export interface Process {
  readonly name: string;
  isDead: boolean;
  /** What ends with the process: tasks in hand, transactions that are open. */
  readonly onDeath: Set<() => void>;
}

/** Where a process can die, or lose its turn to another one. At `read` nothing can be half done. */
export type Boundary =
  | "read"
  | "before commit"
  | "after commit"
  | "before Stripe's work"
  | "after Stripe's work"
  | "after publishing";

export type Outcome<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "crashed" };

export interface Processes {
  start(name: string): Process;
  /**
   * To be awaited wherever a process touches something outside itself. In a race others may come between; and it may
   * die here, which for the code that waits means: nothing happens ever after.
   */
  pass(process: Process, boundary: Boundary): Promise<void> | undefined;
  /** Runs a task to its end or to the crash of its process. */
  run<T>(process: Process, task: () => Promise<T>): Promise<Outcome<T>>;
  /** Runs several things at once: at each boundary, chance says who goes on. */
  race(runs: readonly (() => Promise<void> | void)[]): Promise<void>;
  crash(process: Process, boundary: string): void;
}

/** A promise of its own each time: what waits for a shared one would be kept with its world until the thread ends. */
const never = () => new Promise<never>(() => {});

/**
 * Resolves when every process that can go on has gone on. Called in a microtask, `nextTick` comes when there is no other one
 * left; the event loop, which costs many times as much, is not needed for it.
 */
async function allWait(): Promise<void> {
  await null;
  await new Promise<void>((resolve) => process.nextTick(resolve));
}

/**
 * Runs something while the real clock's intervals stand still: leases are renewed by them, and a process that died here
 * would go on renewing its own.
 */
export async function withoutIntervals<T>(work: () => Promise<T>): Promise<T> {
  const { setInterval } = globalThis;
  // Only `clearInterval` reads the result, and it takes anything.
  globalThis.setInterval = (() => undefined) as unknown as typeof setInterval;
  try {
    return await work();
  } finally {
    globalThis.setInterval = setInterval;
  }
}

/** Runs the services' own asynchronous code one piece at a time, so that the seed alone says what comes when. */
export function createProcesses(options: {
  random: Random;
  crashChance: () => number;
  crashed: (process: Process, boundary: string) => void;
}): Processes {
  const { random, crashChance, crashed } = options;
  const waiting: (() => void)[] = [];
  let isRacing = false;

  function crash(process: Process, boundary: string): void {
    process.isDead = true;
    for (const end of process.onDeath) end();
    process.onDeath.clear();
    crashed(process, boundary);
  }

  async function turn(process: Process): Promise<void> {
    await new Promise<void>((resolve) => waiting.push(resolve));
    // Another task may have brought the process down in the meantime.
    if (process.isDead) await never();
  }

  return {
    start: (name) => ({ name, isDead: false, onDeath: new Set() }),
    pass: (process, boundary) => {
      if (process.isDead) return never();
      if (boundary !== "read" && random.chance(crashChance())) {
        crash(process, boundary);
        return never();
      }
      return isRacing ? turn(process) : undefined;
    },
    run: <T>(process: Process, task: () => Promise<T>) =>
      new Promise<Outcome<T>>((resolve) => {
        const end = (outcome: Outcome<T>) => {
          process.onDeath.delete(die);
          resolve(outcome);
        };
        const die = () => resolve({ kind: "crashed" });
        process.onDeath.add(die);
        task().then(
          (value) => end({ kind: "done", value }),
          (error: unknown) => end({ kind: "failed", error }),
        );
      }),
    race: async (runs) => {
      isRacing = true;
      let isOver = false;
      let failure: { error: unknown } | undefined;
      Promise.all(runs.map((run) => run()))
        .catch((error: unknown) => {
          failure = { error };
        })
        .finally(() => {
          isOver = true;
        });
      for (;;) {
        await allWait();
        if (isOver) break;
        const [next] = waiting.splice(random.int(waiting.length), 1);
        if (next === undefined) throw new Error("all processes of a race wait for one that is not in it");
        next();
      }
      isRacing = false;
      if (failure) throw failure.error;
    },
    crash,
  };
}
