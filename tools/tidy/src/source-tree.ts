import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type ParseResult, parseSync } from "oxc-parser";

/** One file of the workspace, read once for all checks. `path` is from the root, with `/`. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A TypeScript file, parsed once for all checks. */
export interface SourceFile extends TextFile {
  readonly parsed: ParseResult;
}

/** What is wrong, where, and what to do about it. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Every file of the workspace that people write, the TypeScript ones parsed. */
export interface SourceTree {
  readonly root: string;
  readonly paths: ReadonlySet<string>;
  readonly sources: readonly SourceFile[];
  /** The Markdown files. */
  readonly documents: readonly TextFile[];
  /** Settings and programs in other languages, which carry prose in comments. */
  readonly settings: readonly TextFile[];
  /** What `npm run` takes, and what npm does by itself. */
  readonly scripts: ReadonlySet<string>;
}

/** Folders that hold no file of ours. Names that begin with a dot are left out too, except what CI runs. */
const foreignFolders = new Set(["node_modules", "coverage", "dist"]);

export function readSourceTree(root: string): SourceTree {
  const paths = [...walk(root)].map((path) => relative(root, path).split(sep).join("/")).sort();
  const read = (...extensions: string[]): TextFile[] =>
    paths
      .filter((path) => extensions.some((extension) => path.endsWith(extension)) && !path.endsWith(".gen.ts"))
      .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return {
    root,
    paths: new Set(paths),
    sources: read(".ts", ".tsx").map(({ path, text }) => sourceFile(path, text)),
    documents: read(".md"),
    settings: read(".yml", ".yaml", ".toml", ".py", ".sh", ".mjs"),
    scripts: new Set([...Object.keys(manifest.scripts), "install", "ci"]),
  };
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

/**
 * The document of that path.
 *
 * @throws when the tree does not have it: a check that finds nothing to check must not pass
 */
export function documentAt(tree: SourceTree, path: string): TextFile {
  const found = tree.documents.find((document) => document.path === path);
  if (found === undefined) throw new Error(`${path} does not exist`);
  return found;
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
