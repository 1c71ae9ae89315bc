import { createLogger, loadConfig, startTracing, stopOnSignals, systemClock } from "@vc/http";
import { webConfig } from "./config.ts";
import { composeWeb } from "./deps.ts";

const config = loadConfig(webConfig, process.env);
const log = createLogger({ service: "web", level: config.LOG_LEVEL });
const stopTracing = startTracing({ service: "web", endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT });
const { app } = await composeWeb({ log, clock: systemClock }, config);
stopOnSignals(log, async () => {
  await app.close();
  await stopTracing();
});
await app.listen({ host: config.HOST, port: config.PORT });
log.info({ port: config.PORT }, "listening");
