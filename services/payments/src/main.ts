import { runService } from "@vc/service";
import { paymentsConfig } from "./config.ts";
import { composePayments } from "./deps.ts";

await runService({
  name: "payments",
  config: paymentsConfig,
  environment: process.env,
  build: composePayments,
});
