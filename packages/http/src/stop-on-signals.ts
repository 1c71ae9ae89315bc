import type { Logger } from "./logger.ts";

/** A service exits within 10 s of SIGTERM; shortly before that, work that still hangs is cut off. */
const SHUTDOWN_MS = 9_500;

/**
 * Runs `stop` once on SIGTERM or SIGINT and exits. A second signal, or a stop that takes too long, exits at once.
 */
export function stopOnSignals(log: Logger, stop: () => Promise<void>): void {
  let isStopping = false;
  const onSignal = (signal: string) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info({ signal }, "stopping");
    setTimeout(() => {
      log.error("did not stop in time");
      process.exit(1);
    }, SHUTDOWN_MS).unref();
    stop().then(
      () => {
        log.info("stopped");
        process.exit(0);
      },
      (error) => {
        log.error({ err: error }, "could not stop cleanly");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}
