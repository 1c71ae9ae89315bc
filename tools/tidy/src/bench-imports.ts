import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { importsOf, packageOf } from "./imports.ts";
import type { Finding, SourceFile, SourceTree } from "./source-tree.ts";

type Tree = Pick<SourceTree, "sources">;

/** What a package of the workspace gives under `.`, `./journey` and so on, by its folder. */
export type ReadExports = (folder: string) => Readonly<Record<string, string>> | undefined;

/**
 * Finds names that the benchmarks import from the workspace and that no file exports any more. The compiler does not see
 * the benchmarks in `npm run check`, because the peers they measure are not installed for it.
 */
export function checkBenchImports(tree: Tree, readExports: ReadExports): Finding[] {
  const byPath = new Map(tree.sources.map((file) => [file.path, file]));
  const folders = workspaceFolders(tree);
  return tree.sources
    .filter(({ path }) => path.startsWith("bench/"))
    .flatMap((file) =>
      importsOf(file)
        .filter(({ specifier }) => specifier.startsWith("@vc/"))
        .flatMap(({ specifier, names, line }) => {
          const target = byPath.get(targetOf(specifier, folders, readExports) ?? "");
          if (target === undefined) {
            return [{ path: file.path, line, message: `imports ${specifier}, which does not exist` }];
          }
          const exported = exportedNames(target, byPath);
          return names
            .filter((name) => !exported.has(name))
            .map((name) => ({
              path: file.path,
              line,
              message: `imports ${name}, which ${target.path} does not export`,
            }));
        }),
    );
}

/** `exports` of the package.json in a folder of the workspace. */
export function manifestExports(root: string): ReadExports {
  return (folder) => JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")).exports;
}

/** `@vc/bus` → `packages/bus`, for every folder that has sources. */
function workspaceFolders(tree: Tree): ReadonlyMap<string, string> {
  return new Map(
    tree.sources.flatMap(({ path }) => {
      const [, folder, name] = /^((?:packages|services|tools)\/([\w-]+))\//.exec(path) ?? [];
      return folder === undefined ? [] : [[`@vc/${name}`, folder] as const];
    }),
  );
}

function targetOf(
  specifier: string,
  folders: ReadonlyMap<string, string>,
  readExports: ReadExports,
): string | undefined {
  const name = packageOf(specifier);
  const folder = folders.get(name);
  if (folder === undefined) return undefined;
  const rest = specifier.slice(name.length);
  const target = rest.endsWith(".ts") ? rest.slice(1) : readExports(folder)?.[`.${rest}`];
  return target === undefined ? undefined : posix.join(folder, target);
}

/** The names that a file exports, those of `export *` included. */
function exportedNames(file: SourceFile, byPath: ReadonlyMap<string, SourceFile>): ReadonlySet<string> {
  const entries = file.parsed.module.staticExports.flatMap((statement) => statement.entries);
  return new Set(
    entries.flatMap((entry) => {
      if (entry.exportName.name !== null) return [entry.exportName.name];
      const from = posix.join(posix.dirname(file.path), entry.moduleRequest?.value ?? "");
      const starred = byPath.get(from);
      return starred === undefined ? [] : [...exportedNames(starred, byPath)];
    }),
  );
}
