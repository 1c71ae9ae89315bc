import { runService } from "@vc/service";
import { ordersConfig } from "./config.ts";
import { composeOrders, exactWindowsMs } from "./deps.ts";

await runService({
  name: "orders",
  config: ordersConfig,
  environment: process.env,
  exactWindowsMs,
  build: composeOrders,
});
