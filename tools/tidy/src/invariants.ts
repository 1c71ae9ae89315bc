import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding, SourceTree } from "./source-tree.ts";

const DOCUMENT = "docs/invariants.md";

/** `file` “title of a test in it”, on one line or broken between the two. */
const PROOF = /`([\w./-]+\.test\.ts)`\s+“([^”]+)”/g;

/** Checks that every test which docs/invariants.md names as a proof is there (style rule 16). */
export function checkInvariants(tree: SourceTree): Finding[] {
  const text = readFileSync(join(tree.root, DOCUMENT), "utf8");
  const sources = new Map(tree.sources.map((source) => [source.path, source.text]));
  const proofs = [...text.matchAll(PROOF)];
  if (proofs.length === 0) return [{ path: DOCUMENT, line: 1, message: "names no test" }];
  return proofs.flatMap((proof) => {
    const [, path = "", title = ""] = proof;
    const source = sources.get(path);
    if (source?.includes(title)) return [];
    const line = text.slice(0, proof.index).split("\n").length;
    return [{ path: DOCUMENT, line, message: `${path} has no test “${title}”` }];
  });
}
