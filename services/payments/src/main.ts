import { runService } from "@vc/service";
import { buildApp } from "./app.ts";
import { paymentsConfig } from "./config.ts";
import { composePayments } from "./deps.ts";

await runService({
  name: "payments",
  config: paymentsConfig,
  environment: process.env,
  build: async (platform, config) => {
    const deps = composePayments(platform, config);
    return { app: await buildApp(deps), work: deps.work };
  },
});
