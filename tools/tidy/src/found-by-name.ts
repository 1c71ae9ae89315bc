import { matchesGlob } from "node:path";
import { Visitor } from "oxc-parser";
import type { Finding, SourceFile, SourceTree } from "./source-tree.ts";

/** Files that a tool finds by their name, and leaves out in silence under another: tests, and tables of moves. */
export function checkFoundByName({ sources }: Pick<SourceTree, "sources">): Finding[] {
  return [...forgottenTests(sources), ...forgottenTables(sources)];
}

/** A test that no project of a `vitest.config.ts` includes. Mutation takes all unit tests of a service. */
function forgottenTests(sources: readonly SourceFile[]): Finding[] {
  const included = sources.filter(({ path }) => path.endsWith("vitest.config.ts")).flatMap(includedBy);
  return sources
    .filter(({ path }) => /\.(test|spec)\.tsx?$/.test(path))
    .filter(({ path }) => !included.some((pattern) => matchesGlob(path, pattern)))
    .map(({ path }) => ({
      path,
      line: 1,
      message: "is run by no project of vitest.config.ts: see CONTRIBUTING.md for its suffix and folder",
    }));
}

/** The patterns in each `include: [...]`. */
function includedBy({ parsed }: SourceFile): string[] {
  const patterns: string[] = [];
  new Visitor({
    Property({ key, value }) {
      if (key.type !== "Identifier" || key.name !== "include" || value.type !== "ArrayExpression") return;
      for (const each of value.elements) {
        if (each?.type === "Literal" && typeof each.value === "string") patterns.push(each.value);
      }
    },
  }).visit(parsed.program);
  return patterns;
}

/** A table of moves outside of a `lifecycle.ts`: `npm run mutate` breaks no row of it. */
function forgottenTables(sources: readonly SourceFile[]): Finding[] {
  return sources
    .filter(({ path, text }) => /^services\/[\w-]+\/src\//.test(path) && /\bsatisfies Lifecycle</.test(text))
    .filter(({ path }) => !path.endsWith("/lifecycle.ts"))
    .map(({ path }) => ({
      path,
      line: 1,
      message: "holds a lifecycle: npm run mutate finds it in a file named lifecycle.ts",
    }));
}
