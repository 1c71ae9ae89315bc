import { posix } from "node:path";
import { Visitor } from "oxc-parser";
import { lineAt, type SourceFile } from "./source-tree.ts";

/** One import of a file, static or not, re-exports included. */
export interface Import {
  readonly specifier: string;
  /** The file of the workspace that a relative specifier leads to; `null` for packages and Node's own modules. */
  readonly target: string | null;
  /** What is imported; empty for `import "x"`, `*` and dynamic imports. */
  readonly names: readonly string[];
  /** Gone when Node strips the types: it says what is known, not what runs. */
  readonly isTypeOnly: boolean;
  readonly line: number;
}

/** The imports of a file. An import that takes types and values counts as two. */
export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, offset: number, names: readonly string[], isTypeOnly: boolean) =>
    found.push({
      specifier,
      target: specifier.startsWith(".") ? posix.join(posix.dirname(file.path), specifier) : null,
      names,
      isTypeOnly,
      line: lineAt(file.text, offset),
    });
  const { module, program } = file.parsed;
  const addEntries = (
    specifier: string,
    offset: number,
    entries: readonly { isType: boolean; importName: { name: string | null } }[],
  ) => {
    for (const isTypeOnly of [true, false]) {
      const kept = entries.filter((entry) => entry.isType === isTypeOnly);
      if (kept.length === 0) continue;
      add(
        specifier,
        offset,
        kept.flatMap(({ importName }) => importName.name ?? []),
        isTypeOnly,
      );
    }
  };
  for (const statement of module.staticImports) {
    const { value } = statement.moduleRequest;
    if (statement.entries.length > 0) addEntries(value, statement.start, statement.entries);
    // `import type {} from "x"` asks for declarations alone, `import "x"` runs it.
    else add(value, statement.start, [], file.text.startsWith("import type", statement.start));
  }
  for (const statement of module.staticExports) {
    for (const entry of statement.entries) {
      if (entry.moduleRequest) addEntries(entry.moduleRequest.value, entry.start, [entry]);
    }
  }
  new Visitor({
    ImportExpression(node) {
      if (node.source.type === "Literal" && typeof node.source.value === "string") {
        add(node.source.value, node.start, [], false);
      }
    },
    TSImportType(node) {
      add(node.source.value, node.start, [], true);
    },
  }).visit(program);
  return found;
}

/** `@vc/bus/x` → `@vc/bus`, `pino/file` → `pino`, `node:fs/promises` stays. */
export function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  const [first = "", second] = specifier.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}
