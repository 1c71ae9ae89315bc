import { runService } from "@vc/service";
import { catalogConfig } from "./config.ts";
import { composeCatalog } from "./deps.ts";

await runService({
  name: "catalog",
  config: catalogConfig,
  environment: process.env,
  build: composeCatalog,
});
