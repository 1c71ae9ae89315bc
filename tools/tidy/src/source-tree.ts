import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type ParseResult, parseSync } from "oxc-parser";

/** One TypeScript file of the workspace, read and parsed once for all checks. `path` is from the root, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly parsed: ParseResult;
}

/** What is wrong, where, and what to do about it. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Every file of the workspace that people write, and the TypeScript ones parsed. */
export interface SourceTree {
  readonly root: string;
  readonly paths: ReadonlySet<string>;
  readonly sources: readonly SourceFile[];
}

/** Folders that hold no file of ours. Names that begin with a dot are left out too, except what CI runs. */
const foreignFolders = new Set(["node_modules", "coverage"]);

export function readSourceTree(root: string): SourceTree {
  const paths = [...walk(root)].map((path) => relative(root, path).split(sep).join("/")).sort();
  const sources = paths
    .filter((path) => path.endsWith(".ts"))
    .map((path) => sourceFile(path, readFileSync(join(root, path), "utf8")));
  return { root, paths: new Set(paths), sources };
}

/** Parses one file; also how tests of the checks make their input. */
export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, parsed: parseSync(path, text) };
}

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const isForeign = foreignFolders.has(entry.name) || (entry.name.startsWith(".") && entry.name !== ".ci");
    if (entry.isDirectory() && !isForeign) yield* walk(join(folder, entry.name));
    else if (entry.isFile()) yield join(folder, entry.name);
  }
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Whether a file is code of tests: tests themselves, and what only they use. */
export function isTestCode(path: string): boolean {
  return (
    /\.test\.ts$|\/test\/|\.setup\.ts$/.test(path) || path.startsWith("e2e/") || path === "vitest.config.ts"
  );
}
