/** Stands for `vitest` in the unit tests that are imported here: keeps them instead of running them. */
export { expect } from "vitest";

interface CollectedTest {
  readonly name: string;
  readonly run: () => unknown;
}

type Run = (...given: readonly unknown[]) => unknown;

const collected: CollectedTest[] = [];
let path: readonly string[] = [];

/** Vitest takes what a test does as its second or third argument, beside its options. */
function bodyOf(given: readonly unknown[]): Run {
  const body = given.find((each) => typeof each === "function");
  if (body === undefined) throw new Error(`${path.join(" ")}: a test without a body`);
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

function addTest(name: string, ...given: readonly unknown[]): void {
  const body = bodyOf(given);
  collected.push({ name: [...path, name].join(" › "), run: () => body() });
}

function addGroup(name: string, ...given: readonly unknown[]): void {
  const outer = path;
  path = [...outer, name];
  bodyOf(given)();
  path = outer;
}

export const it = Object.assign(addTest, { each: each(addTest) });
export const describe = Object.assign(addGroup, { each: each(addGroup) });

/** The name of the first test that fails; `null` when all pass. */
export async function firstFailure(): Promise<string | null> {
  for (const { name, run } of collected) {
    try {
      await run();
    } catch {
      return name;
    }
  }
  return null;
}

export function countTests(): number {
  return collected.length;
}
