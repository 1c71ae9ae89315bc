/** Stands for `vitest` in the unit tests that are imported here: keeps them instead of running them. */
export { expect, expectTypeOf, vi } from "vitest";

interface CollectedTest {
  readonly name: string;
  readonly run: () => Promise<void>;
}

type Run = (...given: readonly unknown[]) => unknown;

/** A file or a `describe`, with the hooks of its tests. */
interface Group {
  readonly name: string;
  readonly outer: Group | null;
  readonly before: Run[];
  readonly after: Run[];
}

const collected: CollectedTest[] = [];
let group: Group = { name: "", outer: null, before: [], after: [] };

/** Imports a file of unit tests. Hooks outside its groups are for its own tests alone. */
export async function collectFrom(path: string): Promise<void> {
  group = { name: path.split("/").at(-1) ?? path, outer: null, before: [], after: [] };
  await import(path);
}

/** Vitest takes what a test does as its second or third argument, beside its options. */
function bodyOf(given: readonly unknown[]): Run {
  const body = given.find((each) => typeof each === "function");
  if (body === undefined) throw new Error(`${group.name}: a test without a body`);
  return body as Run; // a function, by the line above
}

const each =
  (add: (name: string, ...given: readonly unknown[]) => void) =>
  (table: readonly unknown[]) =>
  (name: string, ...given: readonly unknown[]): void => {
    for (const item of table) {
      const row: readonly unknown[] = Array.isArray(item) ? item : [item];
      add(`${name} [${String(row[0])}]`, () => bodyOf(given)(...row));
    }
  };

/** A group and those around it, the outermost first. */
function around(inner: Group): Group[] {
  return [...(inner.outer ? around(inner.outer) : []), inner];
}

function addTest(name: string, ...given: readonly unknown[]): void {
  const body = bodyOf(given);
  const groups = around(group);
  const run = async () => {
    for (const hook of groups.flatMap(({ before }) => before)) await hook();
    try {
      await body();
    } finally {
      for (const hook of groups.toReversed().flatMap(({ after }) => after)) await hook();
    }
  };
  collected.push({ name: [...groups.map((each) => each.name), name].join(" › "), run });
}

function addGroup(name: string, ...given: readonly unknown[]): void {
  const outer = group;
  group = { name, outer, before: [], after: [] };
  bodyOf(given)();
  group = outer;
}

export const it = Object.assign(addTest, { each: each(addTest) });
export const describe = Object.assign(addGroup, { each: each(addGroup) });
export const beforeEach = (hook: Run): void => void group.before.push(hook);
export const afterEach = (hook: Run): void => void group.after.push(hook);

/** A test so quick that it may run before all others, for each of the hundreds of mutants. */
const QUICK_MS = 50;

/**
 * The name of the first test that fails; `null` when all pass. A quick test that failed before comes first: most mutants
 * are noticed by the same few, and the slow ones need not run.
 */
export async function firstFailure(): Promise<string | null> {
  for (const [index, test] of collected.entries()) {
    const startedAt = performance.now();
    try {
      await test.run();
    } catch {
      if (performance.now() - startedAt < QUICK_MS) {
        collected.splice(index, 1);
        collected.unshift(test);
      }
      return test.name;
    }
  }
  return null;
}

/** Runs all tests once as they are, and puts the slow ones last. @returns the names of those that fail */
export async function runAll(): Promise<string[]> {
  const failed: string[] = [];
  const durations = new Map<CollectedTest, number>();
  for (const test of collected) {
    const startedAt = performance.now();
    try {
      await test.run();
    } catch {
      failed.push(test.name);
    }
    durations.set(test, performance.now() - startedAt);
  }
  collected.sort((a, b) => (durations.get(a) ?? 0) - (durations.get(b) ?? 0));
  return failed;
}
