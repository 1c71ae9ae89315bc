import { expect, it } from "vitest";
import { checkCircles } from "./circles.ts";
import { importGraph } from "./import-rules.ts";
import { sourceFile } from "./source-tree.ts";

function circlesOf(files: Record<string, string>): string[] {
  const sources = Object.entries(files).map(([path, text]) => sourceFile(path, text));
  return checkCircles(importGraph(sources)).map(({ message }) => message);
}

it("finds files that import each other, also where one takes only a type", () => {
  const found = circlesOf({
    "packages/bus/src/a/a.ts": 'import { b } from "./b.ts"; export const a = b;',
    "packages/bus/src/a/b.ts": 'import { c } from "./c.ts"; export const b = c;',
    "packages/bus/src/a/c.ts": 'import type { A } from "./a.ts"; export const c = 1;',
    "packages/bus/src/a/d.ts": 'import { a } from "./a.ts"; export const d = a;',
  });
  expect(found).toEqual([
    "closes a circle of files: packages/bus/src/a/a.ts → packages/bus/src/a/b.ts, " +
      "packages/bus/src/a/b.ts → packages/bus/src/a/c.ts, packages/bus/src/a/c.ts → packages/bus/src/a/a.ts",
  ]);
});

it("finds rooms of a service that need each other, through any files", () => {
  const found = circlesOf({
    "services/orders/src/orders/store.ts": "export type Store = 1;",
    "services/orders/src/orders/place.ts": 'import type { X } from "../closing/x.ts";',
    "services/orders/src/closing/x.ts": 'import type { Y } from "./y.ts"; export type X = Y;',
    "services/orders/src/closing/y.ts":
      'import type { Store } from "../orders/store.ts"; export type Y = Store;',
  });
  expect(found).toEqual([
    "closes a circle of rooms: services/orders/src/closing/y.ts → services/orders/src/orders/store.ts, " +
      "services/orders/src/orders/place.ts → services/orders/src/closing/x.ts",
  ]);
});

it("lets one room be above another, and tests use all of them", () => {
  const found = circlesOf({
    "services/orders/src/deps.ts": 'import { store } from "./orders/store.ts"; export const deps = store;',
    "services/orders/src/orders/store.ts": "export const store = 1;",
    "services/orders/src/orders/store.int.test.ts": 'import { deps } from "../deps.ts";',
    "tools/dev/src/a/x.ts": 'import { y } from "../b/y.ts"; export const x = y;',
    "tools/dev/src/b/y.ts": 'import { z } from "../a/z.ts"; export const y = z;',
    "tools/dev/src/a/z.ts": "export const z = 1;",
  });
  expect(found).toEqual([]);
});
