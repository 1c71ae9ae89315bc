import { expect, it } from "vitest";
import { importGraph } from "./import-rules.ts";
import { checkShape } from "./shape.ts";
import { sourceFile } from "./source-tree.ts";

const PATH = "services/orders/src/orders/lifecycle.ts";

function findingsFor(path: string, text: string) {
  const tree = {
    root: "",
    paths: new Set([path]),
    sources: [sourceFile(path, text)],
    documents: [],
    scripts: new Set<string>(),
    settings: [],
  };
  return checkShape(tree, importGraph(tree.sources)).filter((finding) => finding.path === path);
}

it("finds a table of moves that mutation and documents would not find", () => {
  expect(findingsFor(PATH, "export const moves = [];")).toHaveLength(1);
  expect(findingsFor(PATH, "export const lifecycle = { rows: [] };")).toEqual([]);
  expect(findingsFor("services/orders/src/orders/decide.ts", "export const moves = [];")).toEqual([]);
});
