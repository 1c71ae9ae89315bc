import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { findChromium, STATE_DIR, WORKSPACE } from "@vc/dev";
import { chromium, type Page } from "playwright-core";
import { portOf, startFakeApi } from "./fake-api.ts";
import type { Screen } from "./screens.ts";
import type { View } from "./view.ts";

/** A browser in front of the web app, whose API answers with samples. */
export interface Stage {
  readonly open: (
    screen: Screen,
    locale: "fr" | "en",
    viewport: { width: number; height: number },
  ) => Promise<{ page: Page; errors: readonly string[]; close: () => Promise<void> }>;
  readonly stop: () => Promise<void>;
}

/** Builds the pages and starts their host, the samples' API and the browser. */
export async function startScreens(log: (line: string) => void): Promise<Stage> {
  let view: View = { role: "buyer", locale: "fr", sample: "buyerPending", isEmpty: false, trouble: null };
  const port = await freePort();
  const api = await startFakeApi(
    () => port,
    () => view,
  );
  const host = await startHost(port, api.url, log);
  const browser = await chromium.launch({
    executablePath: await findChromium(log),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  return {
    open: async (screen, locale, viewport) => {
      const { path, role, sample, isEmpty = false, trouble = null, isPublic = false } = screen;
      view = { role, locale, sample, isEmpty, trouble };
      const context = await browser.newContext({
        viewport,
        locale: locale === "fr" ? "fr-FR" : "en-GB",
        timezoneId: "Europe/Paris",
        reducedMotion: "reduce",
        deviceScaleFactor: 1,
      });
      await context.addCookies([{ name: "lang", value: locale, url: api.url }]);
      if (!isPublic) {
        await context.addInitScript({
          content: `localStorage.setItem("vc.session", '{"accessToken":"sample"}');`,
        });
      }
      const page = await context.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.stack ?? error.message));
      page.on("console", (message) => {
        // The samples have no live stream, and what is away or missing is what some of them show.
        const isExpected = /\b(?:404|503)\b/.test(message.text());
        if (message.type() === "error" && !isExpected) errors.push(message.text());
      });
      await page.goto(api.url + path);
      await page.waitForSelector("html[data-hydrated]");
      await page.locator("main h1").first().waitFor();
      await page.waitForLoadState("networkidle").catch(() => undefined);
      if (screen.press !== undefined) await page.locator(screen.press).first().click();
      if (screen.until !== undefined) await page.locator(screen.until).first().waitFor();
      return { page, errors, close: () => context.close() };
    },
    stop: async () => {
      await browser.close();
      host.kill("SIGTERM");
      api.stop();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startHost(port: number, apiUrl: string, log: (line: string) => void) {
  const web = join(WORKSPACE, "services/web");
  const build = await run([join(web, "build/main.ts"), "--cache", join(STATE_DIR, "web")], log);
  const host = spawn(process.execPath, [join(web, "src/main.ts")], {
    env: {
      ...process.env,
      PORT: String(port),
      API_URL: apiUrl,
      PUBLIC_URL: apiUrl,
      BUILD_DIR: build.trim(),
      LOG_LEVEL: "error",
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  for (;;) {
    const isReady = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return host;
    if (host.exitCode !== null) throw new Error("the web app's host ended while it started");
    // Until it listens.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function run(args: readonly string[], log: (line: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (piece) => {
      output += String(piece);
    });
    child.stderr.on("data", (piece) => log(String(piece).trimEnd()));
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve(output) : reject(new Error(`the build ended with ${code}`)),
    );
  });
}
