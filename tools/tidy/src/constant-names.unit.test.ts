import { expect, it } from "vitest";
import { checkConstantNames } from "./constant-names.ts";
import { sourceFile } from "./source-tree.ts";

const PATH = "packages/bus/src/a.ts";

function wantedIn(text: string, path = PATH): string[] {
  return checkConstantNames(sourceFile(path, text)).map(({ message }) => message.split(":")[0] ?? "");
}

it("wants fixed values in SCREAMING_SNAKE_CASE", () => {
  const text = [
    "const waitMs = 5 * 60_000;",
    'export const states = ["open", "closed"] as const;',
    "const namePattern = /^a$/;",
    `const isKept = true, greeting = \`\${GREETING}, you\`;`,
    "const all2 = [...STATES, 'gone'] satisfies string[];",
  ].join("\n");
  expect(wantedIn(text)).toEqual([
    "waitMs has to be WAIT_MS",
    "states has to be STATES",
    "namePattern has to be NAME_PATTERN",
    "isKept has to be IS_KEPT",
    "greeting has to be GREETING",
    "all2 has to be ALL2",
  ]);
});

it("wants nothing else so", () => {
  const text = [
    "const ROWS = [{ on: 'pay' }];",
    "export const LIMITS_MS = { first: 1 };",
    "const READ_ALL = () => 1;",
    "const KNOWN = new Set(['a']);",
  ].join("\n");
  expect(wantedIn(text)).toEqual([
    "ROWS has to be rows",
    "LIMITS_MS has to be limitsMs",
    "READ_ALL has to be readAll",
    "KNOWN has to be known",
  ]);
});

it("leaves what a call returns, what is filled later, what is no constant of a module, and tests", () => {
  const text =
    "const A_B = read(); const aB = read(); const lines = []; const T = z.string(); let count = 1; function f() { const ms = 1; }";
  expect(wantedIn(text)).toEqual([]);
  expect(wantedIn("const waitMs = 5;", "packages/bus/src/a.unit.test.ts")).toEqual([]);
});
