import { runService } from "@vc/service";
import { reviewsConfig } from "./config.ts";
import { composeReviews } from "./deps.ts";

await runService({
  name: "reviews",
  config: reviewsConfig,
  environment: process.env,
  build: composeReviews,
});
