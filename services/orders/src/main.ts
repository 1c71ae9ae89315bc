import { runService } from "@vc/chassis";
import { buildApp } from "./app.ts";
import { ordersConfig } from "./config.ts";
import { composeOrders, exactWindowsMs } from "./deps.ts";

await runService({
  name: "orders",
  config: ordersConfig,
  environment: process.env,
  exactWindowsMs,
  build: async (platform, config) => {
    const deps = composeOrders(platform, config);
    return { app: await buildApp(deps), prepare: deps.prepare };
  },
});
