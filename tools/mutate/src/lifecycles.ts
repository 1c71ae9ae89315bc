import { globSync } from "node:fs";
import { join } from "node:path";

export const WORKSPACE = join(import.meta.dirname, "../../..");

/** The services that have lifecycles, each with its tables and the unit tests that must notice a change of one. */
interface ServiceUnderMutation {
  readonly service: string;
  readonly lifecycles: readonly string[];
  readonly tests: readonly string[];
}

const files = (pattern: string) => globSync(pattern, { cwd: WORKSPACE }).sort();

/** Derived from the files: a new `lifecycle.ts` and a new unit test take part by being there. */
export function servicesUnderMutation(): ServiceUnderMutation[] {
  const lifecycles = Object.entries(
    Object.groupBy(files("services/*/src/**/lifecycle.ts"), (path) => path.split("/")[1] ?? ""),
  );
  return lifecycles.map(([service, paths]) => ({
    service,
    lifecycles: paths ?? [],
    tests: files(`services/${service}/**/*.unit.test.ts`).filter((path) => !path.includes("node_modules")),
  }));
}
