import { afterAll, expect, it } from "vitest";
import { firstFailure } from "./collected-tests.ts";

/** A table that says one thing otherwise. */
export interface Mutant {
  readonly name: string;
  /** Changes the table in place; the modules that use it keep their hold of it. @returns how to change it back */
  readonly apply: () => () => void;
}

/** Puts other values into an object's fields, `undefined` taking a field out. @returns how to change it back */
export function overwrite(target: object, fields: Readonly<Record<string, unknown>>): () => void {
  const before = Object.entries(fields).map(([field]) => [field, Reflect.get(target, field)] as const);
  const put = (field: string, value: unknown) =>
    value === undefined ? Reflect.deleteProperty(target, field) : Reflect.set(target, field, value);
  for (const [field, value] of Object.entries(fields)) put(field, value);
  return () => {
    for (const [field, value] of before) put(field, value);
  };
}

type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Every cell of a table of states and facts, saying each other thing that the fact has anywhere in it.
 *
 * @param always what every fact could mean besides
 * @param same by `state fact`: what a cell may say as well, since it comes to the same there
 */
export function cellsSaidOtherwise(
  table: Table,
  { always, same = {} }: { always: readonly string[]; same?: Readonly<Record<string, string>> },
): Mutant[] {
  const cells = Object.entries(table).flatMap(([state, row]) =>
    Object.entries(row).map(([fact, says]) => ({ state, fact, says })),
  );
  return cells.flatMap(({ state, fact, says }) => {
    const known = cells.filter((cell) => cell.fact === fact).map((cell) => cell.says);
    const others = [...new Set([...known, ...always])].filter(
      (other) => other !== says && other !== same[`${state} ${fact}`],
    );
    return others.map((other) => ({
      name: `${fact} in ${state} is ${other} instead of ${says}`,
      apply: () => overwrite(table[state] ?? {}, { [fact]: other }),
    }));
  });
}

/** Demands that the collected tests pass with the table as it is, and that one of them fails with each mutant. */
export function expectEachToBeNoticed(table: string, mutants: readonly Mutant[]): void {
  let survivors = 0;

  it(`${table} as it is passes all tests`, async () => {
    expect(await firstFailure()).toBeNull();
  });

  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))("%s is noticed", async (name, mutant) => {
    const restore = mutant.apply();
    const noticedBy = await firstFailure().finally(restore);
    if (noticedBy === null) survivors++;
    expect(noticedBy, `survives: no unit test fails when ${name}`).not.toBeNull();
  });

  afterAll(() => {
    process.stdout.write(`${table}: ${mutants.length} mutants, survivors: ${survivors}\n`);
  });
}
