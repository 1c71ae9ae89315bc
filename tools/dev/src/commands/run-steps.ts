import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readJson } from "../platform/secrets.ts";
import { TEST_REPORTS, WORKSPACE } from "../workspace.ts";
import type { Step } from "./steps.ts";

/** What vitest's json reporter writes, as far as it is read here. */
const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

export type TestCount = { passed: number; failed: number };

/**
 * How many tests passed and failed in one run. What failed without a test having failed (a file that does not load,
 * a setup that finds no database) counts as one: nothing must look green that did not run.
 */
export function countTests(report: unknown, exitCode: number): TestCount {
  const parsed = VitestReport.safeParse(report);
  const leastFailed = exitCode === 0 ? 0 : 1;
  if (!parsed.success) return { passed: 0, failed: leastFailed };
  const { numPassedTests, numFailedTests, testResults } = parsed.data;
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed"),
  );
  return { passed: numPassedTests, failed: Math.max(leastFailed, numFailedTests + brokenFiles.length) };
}

export type StepsResult = {
  passed: number;
  failed: number;
  /** The step at which it stopped; undefined when all went well. */
  failedStep: string | undefined;
};

/**
 * Runs the steps one after the other, up to the first that fails, and counts the tests that ran. Their reports are in
 * TEST_REPORTS afterwards, without those of earlier runs.
 */
export async function runSteps(steps: readonly Step[], say: (line: string) => void): Promise<StepsResult> {
  const result: StepsResult = { passed: 0, failed: 0, failedStep: undefined };
  if (steps.some(({ countsTests }) => countsTests)) {
    await rm(TEST_REPORTS, { recursive: true, force: true });
    await mkdir(TEST_REPORTS, { recursive: true });
  }
  for (const step of steps) {
    const startedAt = performance.now();
    say(`\n== ${step.heading}`);
    const reportFile = join(TEST_REPORTS, `${step.name}.json`);
    const code = await run(step, reportFile);
    const count = step.countsTests ? countTests(await readJson(reportFile), code) : undefined;
    result.passed += count?.passed ?? 0;
    result.failed += count?.failed ?? 0;
    const ranNothing = count?.passed === 0 && count.failed === 0;
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    if (code === 0 && !ranNothing) {
      say(`== ${step.name}: ok (${seconds} s)`);
      continue;
    }
    say(`== ${step.name}: FAILED${ranNothing ? ", no test ran" : ""} (${seconds} s)`);
    result.failedStep = step.name;
    break;
  }
  return result;
}

let current: ChildProcess | undefined;
let endedBy: NodeJS.Signals | undefined;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    endedBy ??= signal;
    current?.kill(signal);
  });
}

function run(step: Step, reportFile: string): Promise<number> {
  const { program, args } = step.command;
  const isNode = program === process.execPath;
  const dieWithParent = ["--import", join(import.meta.dirname, "../processes/die-with-parent.mjs")];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  return new Promise((resolve) => {
    if (endedBy !== undefined) return resolve(1);
    current = spawn(
      program,
      [...(isNode ? dieWithParent : []), ...args, ...(step.countsTests ? reporters : [])],
      {
        cwd: WORKSPACE,
        stdio: isNode ? ["inherit", "inherit", "inherit", "ipc"] : "inherit",
      },
    );
    current.once("error", () => resolve(1));
    current.once("exit", (code) => resolve(code ?? 1));
  });
}
