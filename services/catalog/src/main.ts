import { runService } from "@vc/service";
import { buildApp } from "./app.ts";
import { catalogConfig } from "./config.ts";
import { composeCatalog } from "./deps.ts";

await runService({
  name: "catalog",
  config: catalogConfig,
  environment: process.env,
  build: async (platform, config) => {
    return { app: await buildApp(composeCatalog(platform, config)) };
  },
});
