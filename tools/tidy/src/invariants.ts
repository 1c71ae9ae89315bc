import { documentAt, type Finding, lineAt, type SourceTree } from "./source-tree.ts";

const DOCUMENT = "docs/invariants.md";

/** `file` “title of a test in it”, on one line or broken between the two. */
const PROOF = /`([\w./-]+\.test\.ts)`\s+“([^”]+)”/g;

/** Checks that every test which docs/invariants.md names as a proof exists. */
export function checkInvariants(tree: SourceTree): Finding[] {
  const { text } = documentAt(tree, DOCUMENT);
  const sources = new Map(tree.sources.map((source) => [source.path, source.text]));
  const proofs = [...text.matchAll(PROOF)];
  if (proofs.length === 0) return [{ path: DOCUMENT, line: 1, message: "names no test" }];
  return proofs.flatMap((proof) => {
    const [, path = "", title = ""] = proof;
    const source = sources.get(path);
    if (source?.includes(title)) return [];
    return [{ path: DOCUMENT, line: lineAt(text, proof.index), message: `${path} has no test “${title}”` }];
  });
}
