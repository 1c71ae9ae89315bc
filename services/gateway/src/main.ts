import { createLogger, loadConfig, startTracing, stopOnSignals, systemClock } from "@vc/http";
import { gatewayConfig } from "./config.ts";
import { composeGateway } from "./deps.ts";

const config = loadConfig(gatewayConfig, process.env);
const log = createLogger({ service: "gateway", level: config.LOG_LEVEL });
const stopTracing = startTracing({ service: "gateway", endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT });
const { app } = await composeGateway({ log, clock: systemClock }, config);
stopOnSignals(log, async () => {
  await app.close();
  await stopTracing();
});
await app.listen({ host: config.HOST, port: config.PORT });
log.info({ port: config.PORT }, "listening");
