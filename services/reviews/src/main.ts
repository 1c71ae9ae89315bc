import { runService } from "@vc/service";
import { buildApp } from "./app.ts";
import { reviewsConfig } from "./config.ts";
import { composeReviews } from "./deps.ts";

await runService({
  name: "reviews",
  config: reviewsConfig,
  environment: process.env,
  build: async (platform, config) => {
    return { app: await buildApp(composeReviews(platform, config)) };
  },
});
