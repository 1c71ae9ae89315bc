import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { STATE_DIR } from "@vc/dev";
import { type Screen, screens } from "./screens.ts";
import { startScreens } from "./stage.ts";

/**
 * Draws every page and state of the web app from samples, in both languages, on a phone and on a desktop, and writes a page
 * that shows them: `.dev/screens/index.html`. An argument draws only the screens whose name contains it.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: "string" }, language: { type: "string" }, width: { type: "string" } },
});
const out = values.out ?? join(STATE_DIR, "screens");
mkdirSync(out, { recursive: true });

const widths = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 900 } } as const;
const wanted = screens.filter(({ name }) => positionals.every((part) => name.includes(part)));
const stage = await startScreens((line) => process.stderr.write(`${line}\n`));
const files: string[] = [];
try {
  for (const locale of ["fr", "en"] as const) {
    if (values.language !== undefined && values.language !== locale) continue;
    for (const [size, viewport] of Object.entries(widths)) {
      if (values.width !== undefined && values.width !== size) continue;
      for (const screen of wanted) files.push(await draw(screen, locale, size, viewport));
    }
  }
} finally {
  await stage.stop();
}
const index = join(out, "index.html");
writeFileSync(
  index,
  `<!doctype html><title>Screens</title><style>body{display:flex;flex-wrap:wrap;gap:24px;font:14px sans-serif}img{max-width:400px;border:1px solid #ccc}</style>
${files.map((file) => `<figure><img src="${file}" alt=""><figcaption>${file}</figcaption></figure>`).join("\n")}\n`,
);
process.stdout.write(`${files.length} screens: ${index}\n`);

async function draw(
  screen: Screen,
  locale: "fr" | "en",
  size: string,
  viewport: { width: number; height: number },
): Promise<string> {
  const file = `${screen.name}-${locale}-${size}.png`;
  const { page, close } = await stage.open(screen, locale, viewport);
  await page.screenshot({ path: join(out, file), fullPage: true });
  await close();
  return file;
}
