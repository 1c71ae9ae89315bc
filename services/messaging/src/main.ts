import { runService } from "@vc/service";
import { messagingConfig } from "./config.ts";
import { composeMessaging } from "./deps.ts";

await runService({
  name: "messaging",
  config: messagingConfig,
  environment: process.env,
  build: composeMessaging,
});
