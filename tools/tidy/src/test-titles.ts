import { Visitor } from "oxc-parser";
import { type Finding, lineAt, type SourceFile, type TextFile } from "./source-tree.ts";

/** Where the rules stand that test titles name, one list item each: `- **R12** …`. */
export const PRODUCT_RULES = "docs/product-rules.md";

/** Words that stand in a title where a term of the glossary, or the exact condition, would. */
const VAGUE = /\b(whatever|whichever|anybody|in vain|hold(s|ing)? up|strangers?|reckon\w*)\b/i;

const RULE_ITEM = /^- \*\*R(\d+)\*\*/gm;

/**
 * Compares the rules that test titles name with those of docs/product-rules.md: a title names no rule that is
 * missing there, and every rule there is named by at least one title. A title says what it proves in plain terms.
 *
 * @returns the findings, and the rules that have a test, in ascending order
 */
export function checkTestTitles(
  sources: readonly SourceFile[],
  rulesDocument: TextFile,
): { findings: Finding[]; provenRules: string[] } {
  const rules = new Map(
    [...rulesDocument.text.matchAll(RULE_ITEM)].map(({ 1: number, index }) => [Number(number), index]),
  );
  const findings = misnumberedRules([...rules.keys()]);
  const proven = new Set<number>();
  for (const file of sources.filter(({ path }) => path.endsWith(".test.ts"))) {
    for (const { title, offset } of titlesOf(file)) {
      const [vague] = VAGUE.exec(title) ?? [];
      if (vague !== undefined) {
        const message = `says “${vague}”: name the condition or the thing (docs/glossary.md)`;
        findings.push({ path: file.path, line: lineAt(file.text, offset), message });
      }
      for (const [name, number] of title.matchAll(/\bR(\d+)\b/g)) {
        if (rules.has(Number(number))) proven.add(Number(number));
        else {
          const message = `names ${name}, which ${PRODUCT_RULES} does not have`;
          findings.push({ path: file.path, line: lineAt(file.text, offset), message });
        }
      }
    }
  }
  for (const [rule, offset] of rules) {
    if (proven.has(rule)) continue;
    const message = `R${rule} has no test whose title names it`;
    findings.push({ path: PRODUCT_RULES, line: lineAt(rulesDocument.text, offset), message });
  }
  return { findings, provenRules: [...proven].sort((a, b) => a - b).map((rule) => `R${rule}`) };
}

/** Ids are never reused and leave no gap, so that the last one says how many rules there are. */
function misnumberedRules(rules: readonly number[]): Finding[] {
  const isInOrder = rules.length > 0 && rules.every((rule, index) => rule === index + 1);
  if (isInOrder) return [];
  return [{ path: PRODUCT_RULES, line: 1, message: "must number its rules R1, R2, R3 … without gaps" }];
}

/** The titles of the tests and groups of tests in a file, as they are written there. */
export function titlesOf(file: SourceFile): { title: string; offset: number }[] {
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
