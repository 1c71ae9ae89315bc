import { existsSync } from "node:fs";
import { join } from "node:path";
import { findOnPath } from "../processes/run-command.ts";
import { TEST_REPORTS, WORKSPACE } from "../workspace.ts";

export type Step = {
  name: string;
  /** What it finds, for the heading. */
  heading: string;
  /** Arguments of the workspace's Node, or a program of the workspace with its own. */
  command: { program: string; args: string[] };
  /** Whether it runs tests that are counted. */
  countsTests: boolean;
  /** Whether it reads the reports of the tests that ran before it: it follows every kind of test. */
  readsReports?: boolean;
};

const bin = (program: string) => join(WORKSPACE, "node_modules/.bin", program);
const node = (...args: string[]) => ({ program: process.execPath, args });

/** The checks that run no test, quickest answer first. */
export function checkSteps(): Step[] {
  const steps: (Step & { needs?: string })[] = [
    {
      name: "types",
      heading: "types (tsc)",
      command: { program: bin("tsc"), args: ["-p", "tsconfig.json"] },
      countsTests: false,
    },
    {
      name: "browser",
      heading: "types of the client in a browser (tsc)",
      command: { program: bin("tsc"), args: ["-p", "packages/client/tsconfig.browser.json"] },
      countsTests: false,
      needs: "packages/client/tsconfig.browser.json",
    },
    {
      name: "pages",
      heading: "types of the web app's pages (tsc)",
      command: { program: bin("tsc"), args: ["-p", "services/web/tsconfig.app.json"] },
      countsTests: false,
    },
    {
      name: "lint",
      heading: "lint and format (biome)",
      command: {
        program: bin("biome"),
        args: ["ci", ".", ...(process.stdout.isTTY ? [] : ["--colors=off"])],
      },
      countsTests: false,
    },
    {
      name: "tidy",
      heading: "style (tools/tidy.ts)",
      command: node("tools/tidy.ts"),
      countsTests: false,
      needs: "tools/tidy.ts",
    },
    {
      name: "unused",
      heading: "unused files, exports and dependencies (knip)",
      command: { program: bin("knip"), args: ["--no-progress"] },
      countsTests: false,
      needs: "knip.json",
    },
    {
      name: "generated",
      heading: "generated documents are up to date",
      command: node("tools/generate/src/main.ts", "--check"),
      countsTests: false,
      needs: "tools/generate/src/main.ts",
    },
  ];
  const present = steps.filter(({ needs }) => needs === undefined || existsSync(join(WORKSPACE, needs)));
  return findOnPath("promtool") === undefined ? present : [...present, alertCases];
}

/** Of Debian's package `prometheus`, which `npm test` installs where it may. */
const alertCases: Step = {
  name: "alerts",
  heading: "every alert fires and is quiet as its cases say (promtool)",
  command: { program: "promtool", args: ["test", "rules", "ops/alerts.test.yml"] },
  countsTests: false,
};

/** Compares docs/invariants.md with the tests that ran. */
const proofs: Step = {
  name: "proofs",
  heading: "the tests that docs/invariants.md names ran and passed (tools/tidy)",
  command: node("tools/tidy/src/proofs.ts", TEST_REPORTS),
  countsTests: false,
  readsReports: true,
};

/** The tests, cheapest kind first. */
export function testSteps(): Step[] {
  const vitest = join(WORKSPACE, "node_modules/vitest/vitest.mjs");
  const tests = (name: string, heading: string): Step => ({
    name,
    heading,
    command: node(vitest, "run", "--project", name),
    countsTests: true,
  });
  return [
    tests("unit", "unit tests"),
    {
      name: "mutate",
      heading: "every row of the tables, broken: a unit test has to notice (tools/mutate)",
      command: node("tools/mutate/src/main.ts"),
      countsTests: false,
    },
    tests("int", "integration tests (real database and broker)"),
    tests("e2e", "end-to-end tests (the whole platform)"),
    proofs,
  ];
}

/** The long form of the fault suite (tools/faults); some of its cases are among the integration tests too. */
export function faultSteps(): Step[] {
  const vitest = join(WORKSPACE, "node_modules/vitest/vitest.mjs");
  return [
    {
      name: "faults",
      heading: "faults, many of each (real processes, database and broker)",
      command: node(vitest, "run", "--project", "faults"),
      countsTests: true,
    },
    proofs,
  ];
}
