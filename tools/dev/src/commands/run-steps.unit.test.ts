import { expect, it } from "vitest";
import { countTests } from "./run-steps.ts";

const file = (status: string, ...assertions: string[]) => ({
  status,
  assertionResults: assertions.map((assertion) => ({ status: assertion })),
});

it("counts what passed and failed", () => {
  const testResults = [file("passed", "passed", "passed"), file("failed", "passed", "failed")];
  expect(countTests({ numPassedTests: 3, numFailedTests: 1, testResults }, 1)).toEqual({
    passed: 3,
    failed: 1,
  });
});

it("counts a file that does not load as one failure", () => {
  const report = {
    numPassedTests: 1,
    numFailedTests: 0,
    testResults: [file("passed", "passed"), file("failed")],
  };
  expect(countTests(report, 1)).toEqual({ passed: 1, failed: 1 });
});

it("counts a run that broke down before its tests as one failure", () => {
  expect(countTests(undefined, 1)).toEqual({ passed: 0, failed: 1 });
});
