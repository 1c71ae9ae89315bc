import { runService } from "@vc/service";
import { accountsConfig } from "./config.ts";
import { composeAccounts } from "./deps.ts";

await runService({
  name: "accounts",
  config: accountsConfig,
  environment: process.env,
  build: composeAccounts,
});
