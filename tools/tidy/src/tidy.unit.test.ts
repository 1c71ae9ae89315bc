import { expect, it } from "vitest";
import { checkCode } from "./code-rules.ts";
import { checkImports, importGraph, pureClosure, pureRoots } from "./import-rules.ts";
import { sourceFile } from "./source-tree.ts";

/** What the import rules say of a few files, as `path: message`. */
function importFindings(files: Record<string, string>): string[] {
  const sources = Object.entries(files).map(([path, text]) => sourceFile(path, text));
  return checkImports(importGraph(sources), pureRoots(sources)).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

function codeFindings(path: string, text: string, isPure = false): string[] {
  return checkCode(sourceFile(path, text), isPure).map(({ line, message }) => `${line}: ${message}`);
}

it("lets a service import packages, and no other service, not even a type of it", () => {
  const found = importFindings({
    "services/orders/src/app.ts":
      'import { z } from "zod"; import { on } from "@vc/bus"; import type { X } from "../../payments/src/x.ts";',
    "services/orders/src/deps.ts": 'import { waitFor } from "@vc/testing";',
    "services/orders/src/b.int.test.ts": 'import { waitFor } from "@vc/testing";',
    "services/payments/src/x.ts": "export type X = 1;",
  });
  expect(found).toEqual([
    expect.stringContaining(
      "services/orders/src/app.ts: leaves its own folder for services/payments/src/x.ts",
    ),
    expect.stringContaining("services/orders/src/deps.ts: imports @vc/testing"),
  ]);
});

it("lets the simulation run services' own code, and no service know of it", () => {
  const found = importFindings({
    "simulation/src/world.ts": 'import { x } from "../../services/orders/src/x.ts";',
    "services/orders/src/x.ts": 'import { y } from "../../../simulation/src/y.ts"; export const x = y;',
    "simulation/src/y.ts": "export const y = 1;",
  });
  expect(found).toEqual([
    expect.stringContaining("services/orders/src/x.ts: leaves its own folder for simulation/src/y.ts"),
  ]);
});

it("lets nothing import the end-to-end tests, and only those of them that start a platform import tools", () => {
  const found = importFindings({
    "tools/faults/src/a.ts": 'import { pay } from "@vc/e2e/journey/deal.ts";',
    "tools/generate/src/b.ts": 'import { x } from "../../../e2e/x.ts";',
    "e2e/x.ts": 'import { crash } from "@vc/dev"; export const x = crash;',
    "e2e/test-platform.ts": 'import { crash } from "@vc/dev"; import { pay } from "@vc/testing/journey";',
  });
  expect(found).toEqual([
    expect.stringContaining("tools/faults/src/a.ts: imports @vc/e2e/journey/deal.ts: the end-to-end tests"),
    expect.stringContaining("tools/generate/src/b.ts: imports ../../../e2e/x.ts: the end-to-end tests"),
    expect.stringContaining("e2e/x.ts: imports @vc/dev: the tests see the platform as its clients do"),
  ]);
});

it("lets the people who trade use the public API alone", () => {
  const found = importFindings({
    "packages/testing/src/journey/a.ts":
      'import { must } from "@vc/client"; import { newId } from "@vc/bus";',
  });
  expect(found).toEqual([expect.stringContaining("journey/a.ts: imports @vc/bus: people use the platform")]);
});

it("lets contracts import zod alone, and the bus no contracts", () => {
  const found = importFindings({
    "packages/contracts/src/a.ts": 'import { z } from "zod"; import { pino } from "pino";',
    "packages/bus/src/b.ts": 'export { euros } from "@vc/contracts";',
  });
  expect(found).toEqual(
    expect.arrayContaining([
      expect.stringContaining("imports pino: contracts import zod alone"),
      expect.stringContaining("packages/bus/src/b.ts: imports @vc/contracts"),
    ]),
  );
});

it("finds what a pure file runs that is not pure, also through another file, and lets types pass", () => {
  const found = importFindings({
    "services/orders/src/orders/decide.ts":
      'import type { Db } from "mongodb"; import { canonicalHash } from "@vc/http"; import { x } from "./store.ts";',
    "services/orders/src/orders/store.ts": 'import { newId } from "@vc/service"; export const x = newId;',
  });
  expect(found).toEqual([
    expect.stringMatching(/decide\.ts: is pure, and imports @vc\/service through .*store\.ts/),
  ]);
});

it("finds code that imports tests", () => {
  const found = importFindings({
    "packages/bus/src/b.ts": 'import { c } from "../test/c.ts"; export const b = c;',
    "packages/bus/test/c.ts": "export const c = 1;",
  });
  expect(found).toEqual(["packages/bus/src/b.ts: imports packages/bus/test/c.ts, which is code of tests"]);
});

it("follows a pure file to every file that it runs", () => {
  const sources = [
    sourceFile(
      "services/orders/src/orders/decide.ts",
      'import { x } from "./store.ts"; import type { Y } from "./routes.ts";',
    ),
    sourceFile("services/orders/src/orders/store.ts", "export const x = 1;"),
    sourceFile("services/orders/src/orders/routes.ts", "export type Y = 1;"),
  ];
  expect([...pureClosure(importGraph(sources), pureRoots(sources))].sort()).toEqual([
    "services/orders/src/orders/decide.ts",
    "services/orders/src/orders/store.ts",
  ]);
});

it("takes every file of a service for pure that waits for nothing and is no part of the shell", () => {
  const sources = Object.entries({
    "services/orders/src/orders/refunds.ts": "export const half = (cents: number) => cents / 2;",
    "services/orders/src/orders/sends.ts": "export const send = async () => {};",
    "services/orders/src/orders/waits.ts": "export interface Waits { wait(): Promise<void> }",
    "services/orders/src/orders/model.ts": "export const model = 1;",
    "services/orders/src/orders/refunds.unit.test.ts": "half(2);",
    "packages/bus/src/outbox/size.ts": "export const size = 1;",
    "packages/contracts/src/money.ts": "export const euro = 100;",
  }).map(([path, text]) => sourceFile(path, text));
  expect([...pureRoots(sources)]).toEqual([
    "services/orders/src/orders/refunds.ts",
    "packages/contracts/src/money.ts",
  ]);
});

it("finds clocks and randomness where they are not arguments", () => {
  const text =
    "const a = new Date();\nconst b = new Date(0);\nconst c = Date.now();\nconst d = Math.random();";
  expect(codeFindings("services/orders/src/orders/decide.ts", text, true)).toHaveLength(3);
  expect(codeFindings("services/orders/src/routes.ts", text)).toEqual([
    expect.stringMatching(/^1: reads the system's clock/),
    expect.stringMatching(/^3: reads the system's clock/),
  ]);
  expect(codeFindings("packages/http/src/clock.ts", text)).toEqual([]);
});

it("finds stores that go past the models", () => {
  const text = 'const orders = db.collection<Order>("orders");';
  const found = [expect.stringMatching(/^1: asks the driver for a collection/)];
  expect(codeFindings("services/orders/src/orders/store.ts", text)).toEqual(found);
  expect(codeFindings("services/orders/src/orders/store.int.test.ts", text)).toEqual([]);
  expect(codeFindings("packages/bus/src/outbox/outbox.ts", text)).toEqual([]);
});

it("finds tests that are left out or sleep, and casts without a reason", () => {
  const test = [
    'it.skip("x", () => {});',
    "await delay(50);",
    "await new Promise((resolve) => setTimeout(resolve, 10));",
    'await waitFor(probe, { what: "it" });',
  ].join("\n");
  expect(codeFindings("packages/bus/src/a.unit.test.ts", test).map((it) => it.slice(0, 2))).toEqual([
    "1:",
    "2:",
    "3:",
  ]);
  const code =
    "const a = x as Y;\n\n// The driver's type is too narrow here.\nconst b = x as Y;\nconst c = [1] as const;";
  expect(codeFindings("packages/bus/src/a.ts", code)).toEqual([expect.stringMatching(/^1: casts without/)]);
});

it("finds process.env outside main.ts", () => {
  expect(codeFindings("services/orders/src/config.ts", "const a = process.env.X;")).toHaveLength(1);
  expect(codeFindings("services/orders/src/main.ts", "const a = process.env;")).toEqual([]);
});
