import { expect, it } from "vitest";
import { checkBenchImports } from "./bench-imports.ts";
import { sourceFile } from "./source-tree.ts";

const workspace = [
  sourceFile(
    "packages/bus/src/index.ts",
    'export { connect } from "./connect.ts";\nexport * from "./names.ts";',
  ),
  sourceFile("packages/bus/src/connect.ts", "export const connect = 1;"),
  sourceFile("packages/bus/src/names.ts", "export type Name = string;\nexport function nameOf() {}"),
  sourceFile("services/orders/src/order.ts", "export interface Order {}"),
];

function findingsIn(text: string): string[] {
  const tree = { sources: [...workspace, sourceFile("bench/src/a.ts", text)] };
  const readExports = () => ({ ".": "./src/index.ts" });
  return checkBenchImports(tree, readExports).map(({ line, message }) => `${line}: ${message}`);
}

it("accepts names that the workspace exports, directly and through `export *`", () => {
  const text = [
    'import { connect, type Name, nameOf } from "@vc/bus";',
    'import type { Order } from "@vc/orders/src/order.ts";',
    'import { Redis } from "ioredis";',
  ].join("\n");
  expect(findingsIn(text)).toEqual([]);
});

it("finds names and files that are gone", () => {
  const text = [
    'import { connect, gone } from "@vc/bus";',
    'import type { Payment } from "@vc/orders/src/order.ts";',
    'import { x } from "@vc/orders/src/moved.ts";',
    'import { y } from "@vc/bus/journey";',
  ].join("\n");
  expect(findingsIn(text)).toEqual([
    "1: imports gone, which packages/bus/src/index.ts does not export",
    "2: imports Payment, which services/orders/src/order.ts does not export",
    "3: imports @vc/orders/src/moved.ts, which does not exist",
    "4: imports @vc/bus/journey, which does not exist",
  ]);
});
