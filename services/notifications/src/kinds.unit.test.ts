import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { KINDS } from "./kinds.ts";

it("R39: every kind of notification is sent by the code of a trigger", () => {
  const files = globSync("**/*.ts", { cwd: import.meta.dirname }).filter(
    (file) => !file.endsWith(".test.ts"),
  );
  const sources = files.map((file) => readFileSync(join(import.meta.dirname, file), "utf8"));
  const sent = new Set(
    sources.flatMap((source) => [...source.matchAll(/\bkind: "(\w+)"/g)].map(([, kind]) => kind)),
  );
  expect(KINDS.filter((kind) => !sent.has(kind))).toEqual([]);
});
