import type { Client } from "@vc/client";
import { buildHttpServer, type Clock, type Logger } from "@vc/http";
import type { FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import type { Dispatcher } from "undici";
import type { Visitor } from "./api/public-api.ts";
import { serveAssets } from "./assets/serve-assets.ts";
import type { Pages } from "./build-output.ts";
import type { WebConfig } from "./config.ts";
import { addRobots } from "./pages/robots.ts";
import { servePages } from "./pages/serve-pages.ts";
import { addSharePictures } from "./share-pictures/share-pictures.ts";

export interface WebDeps {
  readonly config: WebConfig;
  readonly log: Logger;
  readonly clock: Clock;
  readonly registry: Registry;
  readonly pages: Pages;
  readonly dispatcher: Dispatcher;
  readonly apiFor: (visitor: Visitor) => Client;
}

/** The web app as an app that listens to nothing yet: files, pages, and what every service has. */
export async function buildApp(deps: WebDeps): Promise<FastifyInstance> {
  const app = await buildHttpServer({
    log: deps.log,
    registry: deps.registry,
    // Ready without the API: a page says itself that a part of the platform is away.
    readiness: async () => ({}),
  });
  await serveAssets(app, deps.pages.clientDir);
  addRobots(app);
  addSharePictures(app, { apiFor: deps.apiFor, drawCover: deps.pages.drawCover });
  servePages(app, {
    pages: deps.pages,
    publicUrl: deps.config.PUBLIC_URL,
    now: () => deps.clock.now(),
    apiFor: deps.apiFor,
  });
  app.addHook("onClose", async () => {
    await deps.dispatcher.destroy();
  });
  return app;
}
