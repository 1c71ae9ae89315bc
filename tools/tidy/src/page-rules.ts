import { type JSXAttribute, Visitor } from "oxc-parser";
import { type Finding, lineAt, type SourceFile } from "./source-tree.ts";

/** Attributes whose text a person reads or hears. */
const spokenAttributes = new Set(["aria-label", "title", "alt", "placeholder", "aria-description"]);

/** Where words of pages stand; everywhere else in them is nothing to translate. */
const PAGES = /^services\/web\/app\/(?!words\/)/;

/** Pages say nothing of their own: each word comes from `words/`, where the compiler holds both languages to one form. */
export function checkPageWords(file: SourceFile): Finding[] {
  if (!PAGES.test(file.path) || !file.path.endsWith(".tsx")) return [];
  const findings: Finding[] = [];
  const report = (offset: number, text: string) =>
    findings.push({
      path: file.path,
      line: lineAt(file.text, offset),
      message: `says “${text.trim()}” by itself: put it into words/, in both languages`,
    });
  new Visitor({
    JSXText(node) {
      if (hasLetters(node.value)) report(node.start, node.value);
    },
    JSXExpressionContainer(node) {
      const isChild = !/=\s*$/.test(file.text.slice(0, node.start));
      const { expression } = node;
      if (isChild && expression.type === "Literal" && typeof expression.value === "string") {
        if (hasLetters(expression.value)) report(node.start, expression.value);
      }
    },
    JSXAttribute(node) {
      const text = spokenText(node);
      if (text !== undefined && hasLetters(text)) report(node.start, text);
    },
  }).visit(file.parsed.program);
  return findings;
}

function spokenText({ name, value }: JSXAttribute): string | undefined {
  if (name.type !== "JSXIdentifier" || !spokenAttributes.has(name.name)) return undefined;
  return value?.type === "Literal" && typeof value.value === "string" ? value.value : undefined;
}

function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text);
}
