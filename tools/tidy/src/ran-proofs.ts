import { INVARIANTS, isOutsideNpmTest, type Proof, titlePattern } from "./invariants.ts";
import type { Finding } from "./source-tree.ts";

/** One test of a run. `file` is the absolute path of its file, `status` is Vitest's: `passed`, `failed`, `skipped` … */
export interface RanTest {
  readonly file: string;
  readonly title: string;
  readonly status: string;
}

/**
 * The tests of a report that Vitest's JSON reporter wrote.
 *
 * @throws Error when it is no such report: a check that reads nothing must not pass
 */
export function testsOfReport(report: unknown): RanTest[] {
  return listIn(report, "testResults").flatMap((result) =>
    listIn(result, "assertionResults").map((assertion) => ({
      file: textIn(result, "name"),
      title: textIn(assertion, "title"),
      status: textIn(assertion, "status"),
    })),
  );
}

function listIn(value: unknown, field: string): unknown[] {
  const found = fieldOf(value, field);
  if (!Array.isArray(found)) throw new Error(`the report of the tests has no list ${field}`);
  return found;
}

function textIn(value: unknown, field: string): string {
  const found = fieldOf(value, field);
  if (typeof found !== "string") throw new Error(`the report of the tests has no text ${field}`);
  return found;
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, field) : undefined;
}

/** The kind of a test file is the project that runs it: `unit`, `int`, `e2e` or `faults`. */
function projectOf(path: string): string {
  return /\.(\w+)\.test\.ts$/.exec(path)?.[1] ?? "";
}

/**
 * Compares the proofs of docs/invariants.md with the tests that ran. Of a project that ran, each proof must have run
 * and passed, with all its cases. Proofs of a project that did not run are counted only.
 *
 * @param runs the tests of each project that ran, by its name
 * @returns the findings; how many proofs passed; how many belong to projects that did not run
 */
export function checkRanProofs(
  proofs: readonly Proof[],
  runs: ReadonlyMap<string, readonly RanTest[]>,
): { findings: Finding[]; passed: number; notRun: number; outside: number } {
  const isOutside = ({ path }: Proof) => isOutsideNpmTest(path) && !runs.has("faults");
  const outside = proofs.filter(isOutside);
  const inside = proofs.filter((proof) => !isOutside(proof));
  const ran = inside.filter(({ path }) => runs.has(projectOf(path)));
  const findings = ran.flatMap((proof) => {
    const problem = problemOf(proof, runs.get(projectOf(proof.path)) ?? []);
    const message = `${proof.path} “${proof.title}” ${problem}`;
    return problem === undefined ? [] : [{ path: INVARIANTS, line: proof.line, message }];
  });
  return {
    findings,
    passed: ran.length - findings.length,
    notRun: inside.length - ran.length,
    outside: outside.length,
  };
}

function problemOf({ path, title }: Proof, tests: readonly RanTest[]): string | undefined {
  const pattern = titlePattern(title);
  const cases = tests
    .filter(({ file }) => file.replaceAll("\\", "/").endsWith(`/${path}`))
    .filter((test) => test.title === title || pattern.test(test.title));
  if (cases.length === 0) return "did not run";
  const other = cases.find(({ status }) => status !== "passed");
  return other === undefined ? undefined : `did not pass: ${other.status}`;
}
