import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@vc/client";
import { createLogger, systemClock } from "@vc/http";
import type { FastifyInstance } from "fastify";
import { Registry } from "prom-client";
import { Agent } from "undici";
import { buildApp, type WebDeps } from "../src/app.ts";
import type { DrawCover, Pages } from "../src/build-output.ts";
import { webConfig } from "../src/config.ts";

interface Own {
  readonly drawCover?: DrawCover;
  readonly apiFor?: WebDeps["apiFor"];
}

/** The host with pages of the test's own in place of built ones. */
export async function buildTestWeb(
  render: Pages["render"],
  {
    drawCover = () => '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240"/>',
    apiFor = () => createClient({ baseUrl: "http://api.test" }),
  }: Own = {},
): Promise<{ app: FastifyInstance; stop: () => Promise<void> }> {
  const clientDir = await mkdtemp(join(tmpdir(), "vc-web-"));
  await mkdir(join(clientDir, "assets"));
  await writeFile(join(clientDir, "assets/a-1.js"), "1;");
  await writeFile(join(clientDir, "assets/a-1.js.br"), "packed");
  await writeFile(join(clientDir, "favicon.svg"), "<svg/>");
  await writeFile(join(clientDir, "manifest.webmanifest"), "{}");
  const config = webConfig.parse({ PORT: "0", API_URL: "http://api.test", PUBLIC_URL: "https://shop.test" });
  const app = await buildApp({
    config,
    log: createLogger({ service: "web", level: "silent" }),
    clock: systemClock,
    registry: new Registry(),
    pages: { clientDir, render, drawCover },
    dispatcher: new Agent(),
    apiFor,
  });
  return {
    app,
    stop: async () => {
      await app.close();
      await rm(clientDir, { recursive: true });
    },
  };
}
