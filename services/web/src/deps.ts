import type { Clock, Logger } from "@vc/http";
import type { FastifyInstance } from "fastify";
import { Registry } from "prom-client";
import { Agent } from "undici";
import { createPublicApi } from "./api/public-api.ts";
import { buildApp } from "./app.ts";
import { loadPages } from "./build-output.ts";
import type { WebConfig } from "./config.ts";

/** Puts the service together. */
export async function composeWeb(
  { log, clock }: { log: Logger; clock: Clock },
  config: WebConfig,
): Promise<{ readonly app: FastifyInstance }> {
  const dispatcher = new Agent();
  const app = await buildApp({
    config,
    log,
    clock,
    registry: new Registry(),
    pages: await loadPages(config.BUILD_DIR),
    dispatcher,
    apiFor: createPublicApi({ apiUrl: config.API_URL, dispatcher, nowMs: () => performance.now() }),
  });
  return { app };
}
