import { runService } from "@vc/chassis";
import { messagingConfig } from "./config.ts";
import { composeMessaging } from "./deps.ts";

await runService({
  name: "messaging",
  config: messagingConfig,
  environment: process.env,
  build: composeMessaging,
});
