import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { STATE_DIR, WORKSPACE } from "@vc/dev";
import { lookForFaults } from "./look-for-faults.ts";
import { type Screen, screens } from "./screens.ts";
import { startScreens } from "./stage.ts";

/**
 * Draws every page and state of the web app from samples, in both languages, on a phone and on a desktop, and writes a page
 * that shows them: `.dev/screens/index.html`. An argument draws only the screens whose name contains it. With `--check` it
 * fails on violations of accessibility, on errors in the browser, and on pages that are wider than their window.
 * `--readme` draws the picture of README.md instead.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: "string" },
    language: { type: "string" },
    width: { type: "string" },
    check: { type: "boolean", default: false },
    readme: { type: "boolean", default: false },
  },
});
const out = values.out ?? join(STATE_DIR, "screens");
mkdirSync(out, { recursive: true });

const widths = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 900 } } as const;
const wanted = screens.filter(({ name }) => positionals.every((part) => name.includes(part)));
const stage = await startScreens((line) => process.stderr.write(`${line}\n`));
const files: string[] = [];
const faults: string[] = [];
try {
  if (values.readme) await drawReadme();
  else await drawAll();
} finally {
  await stage.stop();
}
if (!values.readme) report();

async function drawAll(): Promise<void> {
  for (const locale of ["fr", "en"] as const) {
    if (values.language !== undefined && values.language !== locale) continue;
    for (const [size, viewport] of Object.entries(widths)) {
      if (values.width !== undefined && values.width !== size) continue;
      for (const screen of wanted) {
        if (screen.language === undefined || screen.language === locale) {
          files.push(await draw(screen, locale, size, viewport));
        }
      }
    }
  }
}

/** The order page as its buyer sees it after a delivery: what the product is about, on one screen. */
async function drawReadme(): Promise<void> {
  const screen = screens.find(({ name }) => name === "order-buyerDelivered");
  if (screen === undefined) throw new Error("the screen of README.md is gone");
  const { page, close } = await stage.open(screen, "en", widths.desktop);
  await page.screenshot({ path: join(WORKSPACE, "docs/web-app.png") });
  await close();
}

function report(): void {
  const index = join(out, "index.html");
  writeFileSync(
    index,
    `<!doctype html><title>Screens</title><style>body{display:flex;flex-wrap:wrap;gap:24px;font:14px sans-serif}img{max-width:400px;border:1px solid #ccc}</style>
${files.map((file) => `<figure><img src="${file}" alt=""><figcaption>${file}</figcaption></figure>`).join("\n")}\n`,
  );
  process.stdout.write(`${files.length} screens: ${index}\n`);
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

async function draw(
  screen: Screen,
  locale: "fr" | "en",
  size: string,
  viewport: { width: number; height: number },
): Promise<string> {
  const file = `${screen.name}-${locale}-${size}.png`;
  const { page, errors, close } = await stage.open(screen, locale, viewport);
  await page.screenshot({ path: join(out, file), fullPage: true });
  if (values.check) {
    const found = [...(await lookForFaults(page)), ...errors].map((fault) => `${file}: ${fault}`);
    // At once: it takes a while until all are drawn.
    for (const fault of found) process.stderr.write(`${fault}\n`);
    faults.push(...found);
  }
  await close();
  return file;
}
