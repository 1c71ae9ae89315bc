import { readConfig } from "./config.ts";
import { startSimulator } from "./simulator.ts";

const config = readConfig(process.env);
if (config.kind === "wrong") {
  process.stderr.write(`${config.message}\n`);
  process.exit(1);
}

const simulator = await startSimulator(config.options);
process.stdout.write(
  `stripe-simulator listens on ${simulator.url}, state in ${config.options.databasePath}\n`,
);

let isEnding = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (isEnding) return;
    isEnding = true;
    void simulator.close().then(() => process.exit(0));
  });
}
