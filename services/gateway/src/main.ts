import { createLogger, loadConfig, startTracing, stopOnSignals, systemClock } from "@vc/http";
import { gatewayConfig } from "./config.ts";
import { composeGateway } from "./deps.ts";

const config = loadConfig(gatewayConfig, process.env);
const log = createLogger({ service: "gateway", level: config.LOG_LEVEL });
const stopTracing = startTracing({ service: "gateway", endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT });
const { app, metrics } = await composeGateway({ log, clock: systemClock }, config);
stopOnSignals(log, async () => {
  await app.close();
  await metrics.close();
  await stopTracing();
});
if (config.METRICS_PORT !== undefined) await metrics.listen({ host: config.HOST, port: config.METRICS_PORT });
await app.listen({ host: config.HOST, port: config.PORT });
log.info({ port: config.PORT }, "listening");
