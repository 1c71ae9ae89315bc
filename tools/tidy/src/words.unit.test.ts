import { expect, it } from "vitest";
import { sourceFile } from "./source-tree.ts";
import { checkWords } from "./words.ts";

const tree = (documents: Record<string, string>, source = "") => ({
  documents: Object.entries(documents).map(([path, text]) => ({ path, text })),
  settings: [{ path: "ops/alerts.yml", text: "# For whoever reads it." }],
  sources: [sourceFile("packages/bus/src/a.ts", source)],
});

const lines = (findings: readonly { path: string; line: number }[]) =>
  findings.map(({ path, line }) => `${path}:${line}`);

it("refuses banned words in documents and settings, in any case", () => {
  const findings = checkWords(
    tree({ "docs/glossary.md": "One.\nNobody starts anew, unless told.\nJapanew is a name." }),
  );
  expect(lines(findings)).toEqual([
    "docs/glossary.md:2",
    "docs/glossary.md:2",
    "docs/glossary.md:2",
    "ops/alerts.yml:1",
  ]);
});

it("refuses banned words in sources, also in names", () => {
  const findings = checkWords(tree({}, "// Somebody waits.\nconst hasNobody = true;"));
  expect(lines(findings)).toEqual(["ops/alerts.yml:1", "packages/bus/src/a.ts:1", "packages/bus/src/a.ts:2"]);
});

it("refuses the name of the stand-in database in packages and services, but for the one file that knows it", () => {
  const source = "// SecantusDB reads all.";
  const findings = checkWords({
    documents: [
      { path: "services/catalog/README.md", text: "SecantusDB has none." },
      { path: "docs/adr/0027-queries-are-written-for-mongodb.md", text: "SecantusDB has none." },
    ],
    settings: [],
    sources: ["packages/bus/src/outbox/outbox.ts", "packages/bus/src/shared/stand-in-database.ts"].map(
      (path) => sourceFile(path, source),
    ),
  });
  expect(lines(findings)).toEqual(["services/catalog/README.md:1", "packages/bus/src/outbox/outbox.ts:1"]);
});
