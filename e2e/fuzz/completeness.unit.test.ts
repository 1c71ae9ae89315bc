import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { documentedRoutes } from "../openapi.ts";

const WORKSPACE = join(import.meta.dirname, "../..");
const routes = documentedRoutes().map(({ name }) => name);

/** The rows of BEYOND_SCHEMAS in hooks.py: operation, path of the error, message. */
function handWrittenRows(): { operation: string; message: string }[] {
  const source = readFileSync(join(import.meta.dirname, "hooks.py"), "utf8");
  const rows = [...source.matchAll(/^ {4}\(r"(.*)", r"(.*)", r"(.*)"\),$/gm)];
  return rows.map(([, operation = "", , message = ""]) => ({ operation, message }));
}

/** Every text in the sources of services and packages; a value inside a template stands as 1. */
function textsOfSources(): string[] {
  const files = globSync("{services,packages}/*/src/**/*.ts", { cwd: WORKSPACE });
  return files.flatMap((file) => {
    const source = readFileSync(join(WORKSPACE, file), "utf8");
    return [...source.matchAll(/"([^"\n]*)"|`([^`]*)`/g)].map(([, plain, template]) =>
      (plain ?? template ?? "").replace(/\$\{[^}]*\}/g, "1"),
    );
  });
}

it("explains refusals by messages that services still give (hooks.py)", () => {
  const texts = textsOfSources();
  const rows = handWrittenRows();
  expect(rows.length).toBeGreaterThan(5);
  const gone = rows.filter(({ message }) => {
    const pattern = new RegExp(`^(?:${message})$`);
    return !texts.some((text) => pattern.test(text));
  });
  expect(gone).toEqual([]);
});

it("explains refusals of operations that exist (hooks.py)", () => {
  const gone = handWrittenRows().filter(({ operation }) => {
    const pattern = new RegExp(`^(?:${operation})`);
    return !routes.some((route) => pattern.test(route));
  });
  expect(gone).toEqual([]);
});

it("gives things to operations that exist (scene.ts, scene-orders.ts)", () => {
  const sources = ["scene.ts", "scene-orders.ts"].map((file) =>
    readFileSync(join(import.meta.dirname, file), "utf8"),
  );
  const named = sources.flatMap((source) => [
    ...source.matchAll(/"((?:GET|POST|PUT|PATCH|DELETE) \/v1[^"]*)"/g),
  ]);
  expect(named.length).toBeGreaterThan(5);
  expect(named.map(([, route]) => route).filter((route) => !routes.includes(route ?? ""))).toEqual([]);
});
