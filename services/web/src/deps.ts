import type { Logger } from "@vc/http";
import { Registry } from "prom-client";
import { Agent } from "undici";
import { createPublicApi } from "./api/public-api.ts";
import type { WebDeps } from "./app.ts";
import { loadPages } from "./build-output.ts";
import type { WebConfig } from "./config.ts";

/** Puts the service together. */
export async function composeWeb(config: WebConfig, { log }: { log: Logger }): Promise<WebDeps> {
  const dispatcher = new Agent();
  return {
    config,
    log,
    registry: new Registry(),
    pages: await loadPages(config.BUILD_DIR),
    dispatcher,
    apiFor: createPublicApi({ apiUrl: config.API_URL, dispatcher, nowMs: () => performance.now() }),
  };
}
