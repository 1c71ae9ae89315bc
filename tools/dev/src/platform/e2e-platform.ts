import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "@vc/testing/ports";
import { startCleanupProcess } from "../infrastructure/cleanup-process.ts";
import { removeNamespace } from "../infrastructure/remove-namespace.ts";
import { resolveInfrastructure } from "../infrastructure/resolve-infrastructure.ts";
import type { Environment } from "../processes/supervised-process.ts";
import { STATE_DIR } from "../workspace.ts";
import { builtPages } from "./built-pages.ts";
import { type Platform, PROCESSES_FILE, startPlatform } from "./platform.ts";
import { developmentSecrets, readJson } from "./secrets.ts";
import {
  defaultPorts,
  type Instances,
  type PlatformSettings,
  type PortName,
  type Ports,
  type ProcessName,
} from "./services.ts";

/** What a test needs to know of the platform that was started for it. */
export type E2ePlatform = {
  gatewayUrl: string;
  maildevUrl: string;
  simulatorUrl: string;
  urls: Record<PortName, string>;
  mongoUrl: string;
  amqpUrl: string;
  namespace: string;
  databasePrefix: string;
  policyTimeScale: number;
  stateDir: string;
  /** What every process said, one file each; kept until the next run. */
  logDir: string;
};

/** Longer than any run. Should even the cleanup be killed, the broker removes the platform's queues after so long. */
const QUEUES_EXPIRE_AFTER_MS = 3_600_000;

/** The user's settings of the platform stay out of tests; only what programs need to run at all is handed on. */
const HANDED_ON = ["PATH", "HOME", "LANG", "TZ", "TMPDIR", "NODE_EXTRA_CA_CERTS"];

/** A platform that was started for a test, with what a test does to its processes. */
export type StartedPlatform = Pick<Platform, "restart" | "allReady" | "processes"> & {
  platform: E2ePlatform;
  /** Stops every process, does the work on what they leave in database and broker, and starts them again as before. */
  whileDown: (work: () => Promise<void>) => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * Starts a whole platform of its own: free ports, its own names on the broker and the database, its own state.
 * `stop` leaves nothing of it; when this process is killed instead, its processes and names go all the same.
 */
export async function startE2ePlatform(request: {
  policyTimeScale: number;
  environment?: Environment;
  instances?: Instances;
  /** Servers of the test's own instead of those that the resolver finds, and the folder that holds their data. */
  servers?: { mongoUrl: string; amqpUrl: string; folder: string };
  log: (line: string) => void;
}): Promise<StartedPlatform> {
  const { policyTimeScale, instances = 1, servers, log } = request;
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    const failures: unknown[] = [];
    for (const step of undo.splice(0).toReversed())
      await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0)
      throw new AggregateError(failures, "the test platform could not be removed completely");
  };
  try {
    // Its failure is reported by the start of the platform, which waits for it.
    builtPages().catch(() => {});
    const infrastructure = await resolveInfrastructure({
      persistent: false,
      stateDir: STATE_DIR,
      log,
      ...(servers === undefined ? {} : { env: { MONGO_URL: servers.mongoUrl, AMQP_URL: servers.amqpUrl } }),
    });
    undo.push(infrastructure.stop);
    const stateDir = await mkdtemp(join(tmpdir(), "vc-e2e-"));
    undo.push(() => rm(stateDir, { recursive: true, force: true }));

    const prefix = `e2e_${randomBytes(3).toString("hex")}_`;
    const mongoUrl = infrastructure.mongo.url;
    const amqpUrl = infrastructure.amqp.url;
    const folders = [stateDir, ...infrastructure.folders, ...(servers === undefined ? [] : [servers.folder])];
    const names = { mongoUrl, amqpUrl, prefix, folders };
    const cleanup = startCleanupProcess(names);
    undo.push(cleanup.stop);
    // Servers of the test's own go as a whole.
    if (servers === undefined) undo.push(() => removeNamespace(names, log));

    const logDir = join(STATE_DIR, "e2e-logs");
    await rm(logDir, { recursive: true, force: true });
    const settings: Omit<PlatformSettings, "pagesDir"> = {
      ports: await newPorts(),
      mongoUrl,
      amqpUrl,
      namespace: prefix,
      databasePrefix: prefix,
      stateDir,
      instances,
      secrets: await developmentSecrets(stateDir),
      environment: {
        ...Object.fromEntries(HANDED_ON.map((name) => [name, process.env[name]])),
        POLICY_TIME_SCALE: String(policyTimeScale),
        BUS_EXPIRE_QUEUES_AFTER_MS: String(QUEUES_EXPIRE_AFTER_MS),
        ...request.environment,
      },
    };
    // What the services say is in the files; the terminal is for the tests.
    const start = () => startPlatform(settings, { logDir, onLine: () => {} });
    let running = await start();
    undo.push(() => running.stop());
    const { urls } = running;
    const platform: E2ePlatform = {
      gatewayUrl: urls.gateway,
      maildevUrl: urls.maildev,
      simulatorUrl: urls["stripe-simulator"],
      urls,
      mongoUrl,
      amqpUrl,
      namespace: prefix,
      databasePrefix: prefix,
      policyTimeScale,
      stateDir,
      logDir,
    };
    return {
      platform,
      restart: (name, signal) => running.restart(name, signal),
      allReady: () => running.allReady(),
      get processes() {
        return running.processes;
      },
      whileDown: async (work) => {
        await running.stop();
        await work();
        running = await start();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Kills one process of a platform at once, as a crash would. Its launcher starts it again. */
export async function crash({ stateDir }: Pick<E2ePlatform, "stateDir">, name: ProcessName): Promise<void> {
  // Written by startPlatform.
  const pids = (await readJson(join(stateDir, PROCESSES_FILE))) as
    | Partial<Record<ProcessName, number>>
    | undefined;
  const pid = pids?.[name];
  if (pid === undefined) throw new Error(`no process of ${name} is known`);
  process.kill(pid, "SIGKILL");
}

async function newPorts(): Promise<Ports> {
  // Keys of the table of ports, as it declares them.
  const names = Object.keys(defaultPorts) as PortName[];
  const ports = await freePorts(names.length);
  // Every name got the port of its place.
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Ports;
}
