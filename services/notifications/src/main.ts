import { runService } from "@vc/service";
import { notificationsConfig } from "./config.ts";
import { composeNotifications } from "./deps.ts";

await runService({
  name: "notifications",
  config: notificationsConfig,
  environment: process.env,
  build: composeNotifications,
});
