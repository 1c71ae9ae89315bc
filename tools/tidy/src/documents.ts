import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { Finding, SourceTree } from "./source-tree.ts";

/** Where paths of the repository begin. */
const PATH =
  /^(?:\.\/)?((?:packages|services|tools|docs|ops|docker|e2e|bench|simulation|\.ci)(?:\/[\w.@-]+)*\/?|[\w.-]+\.(?:json|yaml|yml|md|ts|cjs))$/;

/** Checks that files, links and npm scripts which documents name are there. */
export function checkDocuments(tree: SourceTree): Finding[] {
  const folders = new Set([...tree.paths].flatMap(foldersOf));
  const names = new Set([...tree.paths].map((path) => posix.basename(path)));
  const manifest = JSON.parse(readFileSync(join(tree.root, "package.json"), "utf8"));
  const scripts = new Set([...Object.keys(manifest.scripts), "install", "ci"]);
  const findings: Finding[] = [];
  for (const path of tree.paths) {
    if (!path.endsWith(".md")) continue;
    const lines = readFileSync(join(tree.root, path), "utf8").split("\n");
    for (const [index, line] of lines.entries()) {
      const report = (message: string) => findings.push({ path, line: index + 1, message });
      const exists = (named: string) => {
        const near = posix.join(posix.dirname(path), named).replace(/\/$/, "");
        const fromRoot = posix.normalize(named).replace(/\/$/, "");
        return [near, fromRoot].some((candidate) => tree.paths.has(candidate) || folders.has(candidate));
      };
      for (const [, quoted = ""] of line.matchAll(/`([^`\s]+)`/g)) {
        // A bare name is understood as the file of that name, wherever it is.
        if (PATH.test(quoted) && !exists(quoted) && !names.has(quoted))
          report(`names ${quoted}, which does not exist`);
      }
      for (const [, target = ""] of line.matchAll(/\]\(([^)\s]+)\)/g)) {
        const isElsewhere = /^[a-z]+:/.test(target) || target.startsWith("#");
        if (!isElsewhere && !exists(target.replace(/#.*$/, "")))
          report(`links to ${target}, which does not exist`);
      }
      for (const [, script = ""] of line.matchAll(/\bnpm run ([\w:-]+)/g)) {
        if (!scripts.has(script)) report(`names npm run ${script}, which package.json does not have`);
      }
    }
  }
  return findings;
}

function foldersOf(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join("/"));
}
