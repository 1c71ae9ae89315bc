import { runService } from "@vc/service";
import { buildApp } from "./app.ts";
import { catalogConfig } from "./config.ts";
import { composeCatalog } from "./deps.ts";

await runService({
  name: "catalog",
  config: catalogConfig,
  environment: process.env,
  build: async (platform, config) => {
    const deps = composeCatalog(platform, config);
    return { app: await buildApp(deps), prepare: deps.prepare };
  },
});
