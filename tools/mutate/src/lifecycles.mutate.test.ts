import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Lifecycle } from "../../../packages/lifecycle/src/index.ts";
import { mutantsOf } from "../../../packages/lifecycle/src/testing/index.ts";
import { collectFrom, firstFailure, runAll } from "./collected-tests.ts";
import { servicesUnderMutation, WORKSPACE } from "./lifecycles.ts";

/** The tables of one service, each row broken in each column: a unit test of the service has to notice. */
const service = servicesUnderMutation().find((each) => each.service === process.env.SERVICE_UNDER_MUTATION);
const { lifecycles, tests } = service ?? { lifecycles: [], tests: [] };
const tables: Lifecycle[] = [];
for (const path of lifecycles) {
  const { lifecycle }: { lifecycle: Lifecycle } = await import(join(WORKSPACE, path));
  tables.push(lifecycle);
}
for (const path of tests) await collectFrom(join(WORKSPACE, path));

it("all unit tests pass on the tables as they are", { timeout: 300_000 }, async () => {
  expect(tests).not.toEqual([]);
  expect(await runAll()).toEqual([]);
});

for (const lifecycle of tables) describe(lifecycle.name, () => expectEachToBeNoticed(lifecycle));

function expectEachToBeNoticed(lifecycle: Lifecycle): void {
  const mutants = mutantsOf(lifecycle);
  let survivors = 0;

  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))("%s", async (name, mutant) => {
    const restore = mutant.apply();
    const noticedBy = await firstFailure().finally(restore);
    if (noticedBy === null) survivors++;
    expect(noticedBy, `survives, no unit test fails: ${name}`).not.toBeNull();
  });

  afterAll(() => {
    process.stdout.write(`${lifecycle.name}: ${mutants.length} mutants, survivors: ${survivors}\n`);
  });
}
