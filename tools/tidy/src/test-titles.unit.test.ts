import { expect, it } from "vitest";
import { sourceFile } from "./source-tree.ts";
import { checkTestTitles, PRODUCT_RULES } from "./test-titles.ts";

/** A test file whose tests have these titles. The titles are assembled here, so that they are not titles of this file. */
const testsNamed = (...titles: string[]) =>
  sourceFile(
    "packages/bus/src/a.unit.test.ts",
    titles.map((title) => `it("${title}", () => {});`).join("\n"),
  );

const rules = (text: string) => ({ path: PRODUCT_RULES, text });

it("takes the rules that titles may name from the rules document, to the last one", () => {
  const { findings, provenRules } = checkTestTitles(
    [testsNamed("R1: a price counts", "R3: there is no such rule")],
    rules("- **R1** A price.\n- **R2** A window.\n"),
  );
  expect(provenRules).toEqual(["R1"]);
  expect(findings).toContainEqual({
    path: "packages/bus/src/a.unit.test.ts",
    line: 2,
    message: expect.stringContaining("names R3"),
  });
});

it("finds a rule that no title names, and none when each has one", () => {
  const document = rules("# Rules\n\n- **R1** A price.\n- **R2** A window.\n");
  expect(checkTestTitles([testsNamed("R1: a price")], document).findings).toEqual([
    { path: PRODUCT_RULES, line: 4, message: expect.stringContaining("R2 has no test") },
  ]);
  expect(checkTestTitles([testsNamed("R1, R2: both")], document).findings).toEqual([]);
});

it("refuses a rules document with a gap, or without rules", () => {
  expect(checkTestTitles([testsNamed("R1 and R3")], rules("- **R1** A.\n- **R3** B.\n")).findings).toEqual([
    expect.objectContaining({ message: expect.stringContaining("without gaps") }),
  ]);
  expect(checkTestTitles([], rules("No rules."))).toMatchObject({ findings: [{ path: PRODUCT_RULES }] });
});

it("refuses words in titles that stand for the condition that is proven", () => {
  const titled = testsNamed("R1: pays whatever the price");
  expect(checkTestTitles([titled], rules("- **R1** A price.\n")).findings).toEqual([
    expect.objectContaining({ line: 1, message: expect.stringContaining("whatever") }),
  ]);
});
