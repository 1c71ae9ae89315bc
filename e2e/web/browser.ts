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

/** How far a document's content may move without a person's doing (CLS), and how long an answer to a press may take. */
const MOST_SHIFT = 0.02;
const MOST_ANSWER_MS = 500;

/** Tells the test what moved without a press before it, and what was answered late. Runs in every document. */
const WATCH_VITALS = `
  let moved = 0;
  let panel;
  let changedAt = -Infinity;
  let typedAt = -Infinity;
  // A test that fills a field at once is no input for the browser.
  addEventListener("input", () => { typedAt = performance.now(); }, true);
  // An order that becomes another before one's eyes has another panel, and more below it.
  new MutationObserver(() => {
    const shown = document.querySelector(".guide h2")?.textContent;
    if (panel !== undefined && shown !== undefined && shown !== panel) changedAt = performance.now();
    panel = shown ?? panel;
  }).observe(document, { childList: true, characterData: true, subtree: true });
  const nameOf = (node) => node?.nodeType === 1 ? node.tagName.toLowerCase() + "." + node.className : node?.textContent ?? "gone";
  new PerformanceObserver((list) => {
    if (performance.now() - changedAt < 2000 || performance.now() - typedAt < 500) return;
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (hadRecentInput) continue;
      moved += value;
      const parts = sources.map(({ node, previousRect: a, currentRect: b }) =>
        nameOf(node) + " " + [a.x, a.y, a.width, a.height].join() + " to " + [b.x, b.y, b.width, b.height].join());
      tellVital("shift", moved, location.pathname, parts.join("; "));
    }
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration, interactionId, name, target } of list.getEntries())
      if (interactionId > 0) tellVital("answer", duration, location.pathname, name + " on " + nameOf(target));
  }).observe({ type: "event", buffered: true, durationThreshold: 104 });
`;

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
  await context.exposeBinding(
    "tellVital",
    (_source, kind: string, value: number, path: string, what: string) => {
      const isBad = value > (kind === "shift" ? MOST_SHIFT : MOST_ANSWER_MS);
      if (isBad) complaints.push(`${kind} of ${value.toFixed(3)} on ${path}: ${what}`);
    },
  );
  await context.addInitScript({ content: WATCH_VITALS });
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

/** One thing that a page loads, with its bytes for a browser that takes gzip. */
export interface Loaded {
  readonly url: string;
  readonly type: string;
  readonly bytes: number;
}

/** As long as nothing is asked for any more, a page is there. */
const QUIET_MS = 500;

/** What is loaded while something is done, answers of the API left out. */
export async function weightOf(page: Page, act: () => Promise<unknown>): Promise<Loaded[]> {
  const loaded = new Map<string, string>();
  const note = (request: { url: () => string; resourceType: () => string }) =>
    loaded.set(request.url(), request.resourceType());
  page.on("request", note);
  await act();
  // A live connection never ends, so it is what is asked for that has to be over.
  for (let before = -1; before !== loaded.size; await page.waitForTimeout(QUIET_MS)) before = loaded.size;
  page.off("request", note);
  const files = [...loaded].filter(([url]) => !new URL(url).pathname.startsWith("/v1/"));
  return Promise.all(files.map(async ([url, type]) => ({ url, type, bytes: await gzippedBytes(url) })));
}

/** `fetch` unpacks bodies, so the header is read. */
async function gzippedBytes(url: string): Promise<number> {
  const answer = await fetch(url, { headers: { "accept-encoding": "gzip" }, redirect: "manual" });
  const body = await answer.arrayBuffer();
  return Number(answer.headers.get("content-length") ?? body.byteLength);
}
