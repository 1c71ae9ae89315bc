import { rm } from "node:fs/promises";
import { join } from "node:path";
import { removeNamespace } from "../infrastructure/remove-namespace.ts";
import type { PlatformSettings } from "./services.ts";
import { refuseTakenPorts } from "./taken-ports.ts";

/** What a run of the platform keeps, by the settings that it ran with. */
type EarlierRuns = Pick<
  PlatformSettings,
  "ports" | "environment" | "mongoUrl" | "amqpUrl" | "namespace" | "databasePrefix" | "stateDir"
>;

const SIMULATOR_FILES = ["", "-wal", "-shm"].map((suffix) => `stripe-simulator.sqlite${suffix}`);

/**
 * Removes the databases, queues, secrets, payments and logs of earlier runs. The names are the same in every clone, so it
 * looks for a run of another one first: what listens on the ports may be that run, and it needs all of this.
 *
 * @throws PlatformDidNotStart where a port is taken; nothing is removed then
 */
export async function removeEarlierRuns(earlier: EarlierRuns, log: (line: string) => void): Promise<void> {
  const { ports, environment, mongoUrl, amqpUrl, namespace, databasePrefix, stateDir } = earlier;
  await refuseTakenPorts(ports, environment);
  for (const prefix of [databasePrefix, namespace]) await removeNamespace({ mongoUrl, amqpUrl, prefix }, log);
  for (const file of ["secrets.json", ...SIMULATOR_FILES]) await rm(join(stateDir, file), { force: true });
  await rm(join(stateDir, "logs"), { recursive: true, force: true });
}
