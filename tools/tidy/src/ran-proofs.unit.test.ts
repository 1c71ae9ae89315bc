import { expect, it } from "vitest";
import { checkInvariants, proofsIn } from "./invariants.ts";
import { checkRanProofs, testsOfReport } from "./ran-proofs.ts";
import { sourceFile } from "./source-tree.ts";

const document = (text: string) => ({ path: "docs/invariants.md", text });
const UNIT = "packages/bus/src/a.unit.test.ts";
const INT = "packages/bus/src/a.int.test.ts";
const FAULTS = "tools/faults/src/a.faults.test.ts";

/** The tests of a run in which one file had these. */
const report = (path: string, tests: Record<string, string>) =>
  testsOfReport({
    testResults: [
      {
        name: `/somewhere/${path}`,
        assertionResults: Object.entries(tests).map(([title, status]) => ({ title, status })),
      },
    ],
  });

it("asks of each proof of a kind that ran that it ran and passed, with all its cases", () => {
  const proofs = proofsIn(
    document(
      `- One:\n  \`${UNIT}\` “adds %s to $row”,\n  \`${UNIT}\` “says “no””\n- Two: \`${UNIT}\` “is gone”\n`,
    ),
  );
  const tests = {
    "adds 1 to 2": "passed",
    "adds 3 to 4": "passed",
    "says “no”": "skipped",
    "is gone by now": "passed",
  };
  expect(checkRanProofs(proofs, new Map([["unit", report(UNIT, tests)]]))).toMatchObject({
    passed: 1,
    findings: [
      { line: 3, message: expect.stringContaining("“says “no”” did not pass: skipped") },
      { line: 4, message: expect.stringContaining("“is gone” did not run") },
    ],
  });
});

it("lets no case of a proof fail, and does not take another file's test for it", () => {
  const proofs = proofsIn(document(`- One: \`${UNIT}\` “adds %s”\n`));
  const failed = report(UNIT, { "adds 1": "passed", "adds 2": "failed" });
  expect(checkRanProofs(proofs, new Map([["unit", failed]])).findings).toHaveLength(1);
  const other = report("packages/bus/src/other.unit.test.ts", { "adds 1": "passed" });
  expect(checkRanProofs(proofs, new Map([["unit", other]])).findings).toHaveLength(1);
});

it("only counts proofs of kinds that did not run, and those outside npm test", () => {
  const proofs = proofsIn(
    document(`- One: \`${INT}\` “a”\n- Two, outside \`npm test\`: \`${FAULTS}\` “b”\n`),
  );
  expect(checkRanProofs(proofs, new Map([["unit", report(UNIT, {})]]))).toEqual({
    findings: [],
    passed: 0,
    notRun: 1,
    outside: 1,
  });
  expect(checkRanProofs(proofs, new Map([["faults", report(FAULTS, { b: "passed" })]])).passed).toBe(1);
});

it("finds in the sources what no run is needed for: a title that is none, and a proof that is not marked", () => {
  const text = [
    `- One: \`${UNIT}\` “is a title”, \`${UNIT}\` “is only a comment”`,
    `- Two: \`${FAULTS}\` “breaks”`,
    `- Three, outside \`npm test\`: \`${UNIT}\` “adds 7”`,
  ].join("\n");
  const findings = checkInvariants({
    root: "",
    paths: new Set(),
    documents: [document(text)],
    settings: [],
    scripts: new Set(),
    sources: [
      sourceFile(UNIT, 'it("is a title", f); // is only a comment\nit.each([7])("adds %s", f);'),
      sourceFile(FAULTS, 'it("breaks", f);'),
    ],
  });
  expect(findings.map(({ line, message }) => `${line}: ${message}`)).toEqual([
    `1: ${UNIT} has no test “is only a comment”`,
    `2: ${FAULTS} is not run by npm test: say “outside \`npm test\`” in its entry`,
    `3: ${UNIT} is run by npm test: its entry says “outside \`npm test\`”`,
  ]);
});

it("takes a title that is nothing but a placeholder for the rows that stand in the file, and no other", () => {
  const sources = [sourceFile(UNIT, 'it.each([["is a row", f]])("%s", g);')];
  const text = `- One: \`${UNIT}\` “is a row”, \`${UNIT}\` “was a row”`;
  const tree = { root: "", paths: new Set<string>(), documents: [document(text)], settings: [], sources };
  expect(checkInvariants({ ...tree, scripts: new Set() })).toMatchObject([
    { message: `${UNIT} has no test “was a row”` },
  ]);
});

it("refuses what is no report", () => {
  expect(() => testsOfReport({ testResults: [{ name: "a" }] })).toThrow("no list assertionResults");
  expect(() => testsOfReport(undefined)).toThrow("no list testResults");
});
