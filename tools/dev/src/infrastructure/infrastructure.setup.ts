import { randomBytes } from "node:crypto";
import type {} from "@vc/testing";
import type { TestProject } from "vitest/node";
import { STATE_DIR } from "../workspace.ts";
import { startCleanupProcess } from "./cleanup-process.ts";
import { removeNamespace } from "./remove-namespace.ts";
import { resolveInfrastructure } from "./resolve-infrastructure.ts";

/**
 * Vitest's global setup of the integration tests: a database and a broker, or the run fails and says what is missing.
 * Whatever the tests leave under the run's prefix is removed at the end, also when the run is killed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const infrastructure = await resolveInfrastructure({
    persistent: false,
    stateDir: STATE_DIR,
    databaseServers: project.config.maxWorkers,
    log,
  });
  const mongoUrls = infrastructure.mongo.urls;
  const amqpUrl = infrastructure.amqp.url;
  const prefix = `t_${randomBytes(3).toString("hex")}_`;
  const traces = mongoUrls.map((mongoUrl) => ({
    mongoUrl,
    amqpUrl,
    prefix,
    folders: infrastructure.folders,
  }));
  const cleanups = traces.map(startCleanupProcess);
  project.provide("mongoUrls", mongoUrls);
  project.provide("amqpUrl", amqpUrl);
  project.provide("runPrefix", prefix);
  return async () => {
    for (const trace of traces) await removeNamespace(trace, log);
    for (const cleanup of cleanups) await cleanup.stop();
    await infrastructure.stop();
  };
}
