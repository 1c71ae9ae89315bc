import { Visitor } from "oxc-parser";
import { type Finding, lineAt, type SourceFile } from "./source-tree.ts";

/** The rules of product-rules.md are R1 to R42. */
const LAST_RULE = 42;

/** Checks that rules which test titles name exist, and tells which rules have a test that names them. */
export function checkTestTitles(sources: readonly SourceFile[]): {
  findings: Finding[];
  provenRules: string[];
} {
  const findings: Finding[] = [];
  const proven = new Set<number>();
  for (const file of sources.filter(({ path }) => path.endsWith(".test.ts"))) {
    for (const { title, offset } of titlesOf(file)) {
      for (const [name, number] of title.matchAll(/\bR(\d+)\b/g)) {
        const rule = Number(number);
        if (rule >= 1 && rule <= LAST_RULE) proven.add(rule);
        else {
          const message = `names ${name}, but the product rules are R1 to R${LAST_RULE}`;
          findings.push({ path: file.path, line: lineAt(file.text, offset), message });
        }
      }
    }
  }
  return { findings, provenRules: [...proven].sort((a, b) => a - b).map((rule) => `R${rule}`) };
}

function titlesOf(file: SourceFile): { title: string; offset: number }[] {
  const titles: { title: string; offset: number }[] = [];
  new Visitor({
    CallExpression(node) {
      const [first] = node.arguments;
      const isTest = /^(it|test|describe)\b/.test(file.text.slice(node.start, node.callee.end));
      if (!isTest || first === undefined) return;
      if (first.type === "Literal" || first.type === "TemplateLiteral") {
        titles.push({ title: file.text.slice(first.start + 1, first.end - 1), offset: first.start });
      }
    },
  }).visit(file.parsed.program);
  return titles;
}
