import { runService } from "@vc/chassis";
import { ordersConfig } from "./config.ts";
import { composeOrders, exactWindowsMs } from "./deps.ts";

await runService({
  name: "orders",
  config: ordersConfig,
  environment: process.env,
  exactWindowsMs,
  build: composeOrders,
});
