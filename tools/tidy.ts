import { join } from "node:path";
import { checkBenchImports, manifestExports } from "./tidy/src/bench-imports.ts";
import { checkCode } from "./tidy/src/code-rules.ts";
import { checkConstantNames } from "./tidy/src/constant-names.ts";
import { checkDocuments } from "./tidy/src/documents.ts";
import { checkFoundByName } from "./tidy/src/found-by-name.ts";
import { checkImports, importGraph, pureClosure, pureRoots } from "./tidy/src/import-rules.ts";
import { checkInvariants } from "./tidy/src/invariants.ts";
import { checkPageWords } from "./tidy/src/page-rules.ts";
import { checkPersonalData } from "./tidy/src/personal-data.ts";
import { checkShape, longFiles } from "./tidy/src/shape.ts";
import { documentAt, type Finding, lineAt, readSourceTree } from "./tidy/src/source-tree.ts";
import { checkTestTitles, PRODUCT_RULES } from "./tidy/src/test-titles.ts";
import { checkWords } from "./tidy/src/words.ts";

/** Style as a test: prints what is wrong, with what to do instead, and fails on it. */
const tree = readSourceTree(join(import.meta.dirname, ".."));
const graph = importGraph(tree.sources);
const roots = pureRoots(tree.sources);
const pure = pureClosure(graph, roots);
const titles = checkTestTitles(tree.sources, documentAt(tree, PRODUCT_RULES));

const unreadable: Finding[] = tree.sources.flatMap(({ path, text, parsed }) =>
  parsed.errors.map((error) => ({
    path,
    line: lineAt(text, error.labels[0]?.start ?? 0),
    message: error.message,
  })),
);
const findings = [
  ...unreadable,
  ...checkImports(graph, roots),
  ...checkBenchImports(tree, manifestExports(tree.root)),
  ...tree.sources.flatMap((file) => checkCode(file, pure.has(file.path))),
  ...tree.sources.flatMap(checkConstantNames),
  ...tree.sources.flatMap(checkPageWords),
  ...titles.findings,
  ...checkShape(tree, graph),
  ...checkPersonalData(tree),
  ...checkFoundByName(tree),
  ...checkDocuments(tree),
  ...checkInvariants(tree),
  ...checkWords(tree),
];

const say = (line: string) => process.stdout.write(`${line}\n`);
for (const { path, line, message } of findings) say(`${path}:${line} ${message}`);
const long = longFiles(tree);
if (process.argv.includes("--long")) for (const file of long) say(`long: ${file}`);
else say(`note: ${long.length} files are long; node tools/tidy.ts --long lists them`);
say(
  `tidy: ${tree.sources.length} files, ${pure.size} of them pure, ${titles.provenRules.length} product rules named by tests, ${findings.length} findings`,
);
process.exitCode = findings.length > 0 ? 1 : 0;
