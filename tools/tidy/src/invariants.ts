import {
  documentAt,
  type Finding,
  lineAt,
  type SourceFile,
  type SourceTree,
  type TextFile,
} from "./source-tree.ts";
import { titlesOf } from "./test-titles.ts";

export const INVARIANTS = "docs/invariants.md";

/** `file` “title of a test in it”, on one line or broken between the two. A title can have quotes of its own. */
const PROOF = /`([\w./-]+\.test\.ts)`\s+“((?:[^“”]|“[^“”]*”)+)”/g;

/** What a title has in the place of a value: `%s`, `$name` or `${…}`. */
const PLACEHOLDER = /%[a-zA-Z#]|\$\{[^}]*\}|\$[\w.]+/;

/** What an entry says whose proof `npm test` does not run. */
const OUTSIDE = "outside `npm test`";

/** A test that docs/invariants.md names for a guarantee. */
export interface Proof {
  readonly path: string;
  /** The title as the source has it, with its placeholders, or as the run has it, with their values. */
  readonly title: string;
  readonly line: number;
  /** Whether the entry says that `npm test` does not run it. */
  readonly isMarkedOutside: boolean;
}

/** Reads the proofs off the document. An entry is a list item; it can name several. */
export function proofsIn({ text }: TextFile): Proof[] {
  return text.split(/^(?=- )/m).flatMap((entry, index, entries) => {
    const start = entries.slice(0, index).join("").length;
    const isMarkedOutside = entry.includes(OUTSIDE);
    return [...entry.matchAll(PROOF)].map(({ 1: path = "", 2: title = "", index: offset }) => ({
      path,
      title,
      line: lineAt(text, start + offset),
      isMarkedOutside,
    }));
  });
}

/** What a test's title looks like once its placeholders (`%s`, `$name`, `${…}`) have values. */
export function titlePattern(title: string): RegExp {
  const parts = title.split(PLACEHOLDER);
  return new RegExp(`^${parts.map((part) => RegExp.escape(part)).join(".*")}$`, "s");
}

/**
 * Whether the file has a test of that title: as it stands there, or with values for its placeholders. Where a
 * placeholder is all that the source has of the title, the value is the title and must stand in the file as a text.
 */
function hasTest(source: SourceFile, title: string): boolean {
  return titlesOf(source).some((found) => {
    if (found.title === title) return true;
    const isOnlyPlaceholder = found.title.replace(PLACEHOLDER, "") === "";
    return isOnlyPlaceholder ? source.text.includes(`"${title}"`) : titlePattern(found.title).test(title);
  });
}

/** Whether `npm test` leaves the file out: the long faults take many minutes (vitest.config.ts). */
export function isOutsideNpmTest(path: string): boolean {
  return path.endsWith(".faults.test.ts");
}

/**
 * Checks docs/invariants.md against the sources: each proof is the title of a test in its file, and the entries of
 * proofs outside `npm test` say so. Whether a proof ran and passed is the matter of tools/tidy/src/proofs.ts.
 */
export function checkInvariants(tree: SourceTree): Finding[] {
  const proofs = proofsIn(documentAt(tree, INVARIANTS));
  if (proofs.length === 0) return [{ path: INVARIANTS, line: 1, message: "names no test" }];
  return proofs.flatMap((proof) => findingsOf(proof, tree));
}

function findingsOf(
  { path, title, line, isMarkedOutside }: Proof,
  { sources }: Pick<SourceTree, "sources">,
): Finding[] {
  const report = (message: string) => [{ path: INVARIANTS, line, message }];
  const source = sources.find((file) => file.path === path);
  if (source === undefined || !hasTest(source, title)) return report(`${path} has no test “${title}”`);
  if (isOutsideNpmTest(path) && !isMarkedOutside)
    return report(`${path} is not run by npm test: say “${OUTSIDE}” in its entry`);
  if (!isOutsideNpmTest(path) && isMarkedOutside)
    return report(`${path} is run by npm test: its entry says “${OUTSIDE}”`);
  return [];
}
