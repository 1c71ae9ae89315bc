import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect, inject, onTestFailed } from "vitest";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe looks for: WCAG 2.2 AA and the advice beside it. */
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 900 };

/** Messages that Chromium writes although nothing is wrong with the page: answers of the API that the page shows. */
const EXPECTED_MESSAGE = /^Failed to load resource: .* (?:400|401|404|409|429)\b/;

/** Starts the browser of a test file. Close it when the file is done. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: inject("chromiumPath"),
    // Only root needs it: Chromium refuses its sandbox there.
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
}

/** A page that records what no page may have: console errors, policy reports, failed scripts, missing files. */
export interface WatchedPage {
  readonly page: Page;
  /** Goes to an address of the platform and waits until the page is hydrated. */
  readonly open: (path: string) => Promise<void>;
  /** @throws when anything went wrong since the page was opened */
  readonly mustBeClean: () => void;
  /** @throws when axe finds a violation, or the page is wider than its window */
  readonly mustBeAccessible: () => Promise<void>;
}

/**
 * Opens a window of its own, with a session and storage of its own. A screenshot and the HTML are kept when the test
 * fails.
 */
export async function openWindow(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: DESKTOP, locale: "fr-FR", ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    const isBad = ["error", "warning"].includes(message.type()) && !EXPECTED_MESSAGE.test(message.text());
    if (isBad) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("response", (response) => {
    const isOurs = new URL(response.url()).pathname.startsWith("/assets/");
    if (isOurs && response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  await context.addInitScript({
    content: `document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      console.error("policy: " + violatedDirective + " " + blockedURI));`,
  });
  onTestFailed(async ({ task }) => {
    const folder = join(inject("platform").logDir, "screens");
    mkdirSync(folder, { recursive: true });
    const file = join(folder, task.name.replaceAll(/[^\w]+/g, "-"));
    await page.screenshot({ path: `${file}.png`, fullPage: true });
    writeFileSync(`${file}.html`, await page.content());
  });
  const hasScripts = options.javaScriptEnabled !== false;
  return {
    page,
    open: async (path) => {
      await page.goto(inject("platform").gatewayUrl + path);
      if (hasScripts) await page.waitForSelector("html[data-hydrated]");
    },
    mustBeClean: () => expect(complaints).toEqual([]),
    mustBeAccessible: async () => {
      // Expressions that a debugger evaluates are not bound by the page's policy.
      if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe);
      const violations = await page.evaluate(
        `axe.run(document, { runOnly: ${JSON.stringify(axeTags)} })
          .then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))`,
      );
      expect(violations, page.url()).toEqual([]);
      const wider = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
      expect(wider, `pixels that ${page.url()} is wider than its window`).toBe(0);
    },
  };
}
