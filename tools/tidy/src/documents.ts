import { posix } from "node:path";
import { type Finding, lineAt, type SourceFile, type SourceTree, type TextFile } from "./source-tree.ts";

/** What stands for a file or folder where it is quoted: a path from a folder of the root, or a bare file name. */
const QUOTED_PATH =
  /^(?:\.\/)?((?:packages|services|tools|docs|ops|docker|e2e|bench|simulation|\.ci)(?:\/[\w.@-]+)*\/?|[\w.-]+\.(?:json|yaml|yml|md|ts|cjs))$/;

/** A document that prose names, quoted or not. Addresses of the web and names with a placeholder do not match. */
const NAMED_DOCUMENT = /(?<![\w./:@*{}<>-])(?:\.{1,2}\/)?\w[\w./-]*\.md\b(?![\w/-])/g;

/** A path of the repository that prose names without quoting it. */
const NAMED_PATH =
  /(?<![\w./:@*{}<>$-])(?:packages|services|tools|docs|ops|docker|e2e|bench|simulation)\/[\w./-]*\w\.(?:ts|json|yaml|yml|mjs|py|js)\b(?![\w/*-])/g;

/** A decision that prose names by its number. */
const NAMED_ADR = /\bADR 0*(\d+)/g;

/** Names what does not exist on purpose. */
const OWN_TEST = "tools/tidy/src/documents.unit.test.ts";

/** Checks that what documents and comments name exists: files, folders, links, npm scripts and decisions. */
export function checkDocuments(tree: Omit<SourceTree, "root" | "settings">): Finding[] {
  const existing = namesIn(tree.paths);
  return [
    ...tree.documents.flatMap((document) => [
      ...checkNames(document, document.text, 0, existing),
      ...checkLinks(document, existing),
      ...checkScripts(document, tree.scripts),
    ]),
    ...tree.sources
      .filter(({ path }) => path !== OWN_TEST)
      .flatMap((source) => checkSource(source, existing)),
  ];
}

/** What documents can name: files, folders, files by their bare name, and decisions by number. */
interface ExistingNames {
  /** Whether a path that stands in a file exists, seen from that file's folder or from the root. */
  has(path: string, namedIn: string): boolean;
  readonly bareNames: ReadonlySet<string>;
  readonly decisions: ReadonlySet<number>;
}

function namesIn(paths: ReadonlySet<string>): ExistingNames {
  const folders = new Set([...paths].flatMap(foldersOf));
  return {
    has(named, namedIn) {
      const near = posix.join(posix.dirname(namedIn), named).replace(/\/$/, "");
      const fromRoot = posix.normalize(named).replace(/^\/|\/$/g, "");
      return [near, fromRoot].some((candidate) => paths.has(candidate) || folders.has(candidate));
    },
    bareNames: new Set([...paths].map((path) => posix.basename(path))),
    decisions: new Set([...paths].flatMap((path) => /^docs\/adr\/(\d+)-/.exec(path)?.[1] ?? []).map(Number)),
  };
}

/**
 * A document is named in comments and in strings alike (a generator writes what its readers open), so all of a
 * source is searched for them. Other paths are searched in comments only: in code the compiler knows them.
 */
function checkSource(source: SourceFile, existing: ExistingNames): Finding[] {
  const documents = unknownNames(source.text, NAMED_DOCUMENT, source.path, existing)
    // A relative link in a string belongs to the document that is generated from it, which is checked itself.
    .filter(({ name }) => !name.startsWith("../"))
    .map(({ offset, name }) => findingAt(source, offset, `names ${name}, which does not exist`));
  const comments = source.parsed.comments.flatMap(({ value, start }) =>
    checkNames(source, value, start + 2, existing),
  );
  const isNew = ({ message }: Finding) => !documents.some((finding) => finding.message === message);
  return [...documents, ...comments.filter(isNew)];
}

/** Paths and decisions that a text names, the text being a part of the file that begins at `start`. */
function checkNames(file: TextFile, text: string, start: number, existing: ExistingNames): Finding[] {
  const findings = new Map<number, Finding>();
  const report = (offset: number, message: string) =>
    findings.set(start + offset, findingAt(file, start + offset, message));

  for (const { 1: quoted = "", index } of text.matchAll(/`([^`\s]+)`/g)) {
    // A bare name stands for the file of that name, wherever it is.
    const isKnown = existing.has(quoted, file.path) || existing.bareNames.has(quoted);
    if (QUOTED_PATH.test(quoted) && !isKnown) report(index + 1, `names ${quoted}, which does not exist`);
  }
  for (const pattern of [NAMED_DOCUMENT, NAMED_PATH]) {
    for (const { offset, name } of unknownNames(text, pattern, file.path, existing))
      report(offset, `names ${name}, which does not exist`);
  }
  for (const { 0: name, 1: number, index } of text.matchAll(NAMED_ADR)) {
    if (!existing.decisions.has(Number(number))) report(index, `names ${name}, which docs/adr does not have`);
  }
  return [...findings.values()];
}

function unknownNames(text: string, pattern: RegExp, namedIn: string, existing: ExistingNames) {
  return [...text.matchAll(pattern)]
    .filter(([name]) => !existing.has(name, namedIn) && !existing.bareNames.has(name.replace(/^\//, "")))
    .map(({ 0: name, index }) => ({ name, offset: index }));
}

function checkLinks(document: TextFile, existing: ExistingNames): Finding[] {
  return [...document.text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(({ 1: target = "", index }) => {
    const isElsewhere = /^[a-z]+:/.test(target) || target.startsWith("#");
    if (isElsewhere || existing.has(target.replace(/#.*$/, ""), document.path)) return [];
    return [findingAt(document, index, `links to ${target}, which does not exist`)];
  });
}

function checkScripts(document: TextFile, scripts: ReadonlySet<string>): Finding[] {
  return [...document.text.matchAll(/\bnpm run ([\w:-]+)/g)].flatMap(({ 1: script = "", index }) => {
    if (scripts.has(script)) return [];
    return [findingAt(document, index, `names npm run ${script}, which package.json does not have`)];
  });
}

function findingAt({ path, text }: TextFile, offset: number, message: string): Finding {
  return { path, line: lineAt(text, offset), message };
}

function foldersOf(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join("/"));
}
