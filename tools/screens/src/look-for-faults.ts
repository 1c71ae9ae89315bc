import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2 AA and the advice beside it. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What is wrong with a page as it is drawn: violations that axe finds, and more width than the window has. */
export async function lookForFaults(page: Page): Promise<string[]> {
  // Expressions that a debugger evaluates are not bound by the page's policy.
  await page.evaluate(axe);
  const violations = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(TAGS)} })
      .then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`,
  );
  const tooWide = Number(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth"));
  return [
    ...(Array.isArray(violations) ? violations.map(String) : []),
    ...(tooWide > 0 ? [`${tooWide} px wider than its window`] : []),
  ];
}
