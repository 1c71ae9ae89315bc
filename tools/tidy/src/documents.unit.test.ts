import { expect, it } from "vitest";
import { checkDocuments } from "./documents.ts";
import { sourceFile } from "./source-tree.ts";

const ORDERS = "services/orders/src/orders/decide.ts";
const OTHER_FILES = ["README.md", "docs/adr/0003-tiers.md", "docs/rules.md", "packages/bus/src/relay.ts"];

/** What the check says of one file among a few others, as `line: message`. */
function findingsIn(path: string, text: string): string[] {
  const tree = {
    paths: new Set([...OTHER_FILES, path]),
    sources: path.endsWith(".ts") ? [sourceFile(path, text)] : [],
    documents: path.endsWith(".md") ? [{ path, text }] : [],
    scripts: new Set(["check"]),
  };
  return checkDocuments(tree).map(({ line, message }) => `${line}: ${message}`);
}

it("finds documents that a document names and that do not exist, quoted or bare", () => {
  const text = `See docs/rules.md, \`rules.md\` and \`docs/adr\`.\nSee platform.md §1.\nSee \`docs/gone.md\`.`;
  expect(findingsIn("docs/a.md", text)).toEqual([
    "3: names docs/gone.md, which does not exist",
    "2: names platform.md, which does not exist",
  ]);
});

it("finds paths, links, scripts and decisions that do not exist", () => {
  const text = [
    "`packages/bus/src/relay.ts` and packages/bus/src/gone.ts",
    "[rules](rules.md#r1), [gone](../gone.png), [web](https://example.test/x.md)",
    "`npm run check`, `npm run gone`",
    "ADR 3, ADR 0003, ADR 99",
    "`services/*/README.md`, `services/<name>/README.md`",
  ].join("\n");
  expect(findingsIn("docs/a.md", text)).toEqual([
    "1: names packages/bus/src/gone.ts, which does not exist",
    "4: names ADR 99, which docs/adr does not have",
    "2: links to ../gone.png, which does not exist",
    "3: names npm run gone, which package.json does not have",
  ]);
});

it("reads comments too, and the strings in which code names documents", () => {
  const text = [
    `// From product.md, "moves"; see packages/bus/src/gone.ts and ADR 99.`,
    "/** The table of `services/orders`, in `lifecycle.ts`. */",
    `const text = "read docs/gone.md beside it";`,
    'const path = "../../../../docs/rules.md";',
    'import { x } from "./elsewhere.ts";',
  ].join("\n");
  expect(findingsIn(ORDERS, text)).toEqual([
    `1: names product.md, which does not exist`,
    `3: names docs/gone.md, which does not exist`,
    "1: names packages/bus/src/gone.ts, which does not exist",
    "1: names ADR 99, which docs/adr does not have",
    "2: names lifecycle.ts, which does not exist",
  ]);
});
