import { writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type SupervisedProcess, supervise } from "../processes/supervised-process.ts";
import { builtPages } from "./built-pages.ts";
import { type InstanceDefinition, startInstances } from "./service-instances.ts";
import {
  type Instances,
  type PlatformSettings,
  type PortName,
  type ProcessDefinition,
  processTable,
  SERVICES,
  urlsOf,
} from "./services.ts";
import { PlatformDidNotStart, refuseTakenPorts } from "./taken-ports.ts";

export type Platform = {
  urls: Record<PortName, string>;
  processes: readonly PlatformProcess[];
  /** Ends one process by a signal and resolves when its successor is ready. @returns how it left, and in which time */
  restart: (name: string, signal: NodeJS.Signals) => Promise<{ code: number | null; tookMs: number }>;
  /** Resolves when every process is ready, as after a time without database or broker. */
  allReady: () => Promise<void>;
  /** SIGTERM to all, SIGKILL after 10 s; resolves when the last is gone. Safe to repeat. */
  stop: () => Promise<void>;
};

/** One of the platform's processes, and where it says whether it is ready. */
export type PlatformProcess = SupervisedProcess & { readyUrl: string };

/** In the state folder: each process by name with its present id, so that a test or a person finds one to kill. */
export const PROCESSES_FILE = "processes.json";

/** Services are ready within 12 s (issue: speed); beyond this something is wrong and not slow. */
const READY_WITHIN_MS = 90_000;
/** A service that died this often before it was ever ready will not become ready. */
const HOPELESS_DEATHS = 4;

/**
 * Starts every process of the platform and resolves when all are ready. On any failure it stops what it started and
 * throws PlatformDidNotStart with what a person needs to know.
 */
export async function startPlatform(
  wanted: Omit<PlatformSettings, "pagesDir">,
  output: { logDir: string; onLine: (name: string, line: string) => void },
  cancelled: AbortSignal = new AbortController().signal,
): Promise<Platform> {
  await refuseTakenPorts(wanted.ports, wanted.environment);
  await mkdir(output.logDir, { recursive: true });
  const pagesDir = await builtPages().catch((error: Error) => {
    throw new PlatformDidNotStart(error.message);
  });
  const settings: PlatformSettings = { ...wanted, pagesDir };
  const table = processTable(settings);
  const pids: Record<string, number | undefined> = {};
  const onStart = (name: string, pid: number | undefined) => {
    pids[name] = pid;
    writeFileSync(join(settings.stateDir, PROCESSES_FILE), `${JSON.stringify(pids)}\n`);
  };
  const onDeath = (name: string, how: string) => output.onLine(name, `${how}, starting it again`);
  const { instances, closeBalancers } = await withInstances(table, settings.instances ?? 1);
  const running = instances.map((definition) => {
    return { definition, supervised: supervise(definition, { ...output, onStart, onDeath }) };
  });

  const stop = async () => {
    await Promise.all(running.map(({ supervised }) => supervised.stop()));
    await closeBalancers();
  };
  try {
    await Promise.all(running.map((each) => becomeReady(each, cancelled)));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    urls: urlsOf(settings.ports),
    processes: running.map(({ definition, supervised }) => ({
      ...supervised,
      readyUrl: definition.readyUrl,
    })),
    restart: async (name, signal) => {
      const each = running.find(({ definition }) => definition.name === name);
      if (each === undefined) throw new Error(`no process is called ${name}`);
      const left = await each.supervised.restart(signal);
      await becomeReady(each, cancelled);
      return left;
    },
    allReady: async () => {
      await Promise.all(running.map((each) => becomeReady(each, cancelled)));
    },
    stop,
  };
}

/** The table with every service as often as it is wanted; the rest of it once. */
async function withInstances(
  table: readonly ProcessDefinition[],
  wanted: Instances,
): Promise<{ instances: InstanceDefinition[]; closeBalancers: () => Promise<void> }> {
  const countOf = (definition: ProcessDefinition) => {
    if (!SERVICES.some((service) => service === definition.name)) return 1;
    return typeof wanted === "number" ? wanted : (wanted[definition.name] ?? 1);
  };
  const parts = await Promise.all(
    table.map((definition) => {
      const count = countOf(definition);
      return count === 1
        ? { instances: [definition], closeBalancer: async () => {} }
        : startInstances(definition, count);
    }),
  );
  return {
    instances: parts.flatMap(({ instances }) => instances),
    closeBalancers: async () => {
      await Promise.all(parts.map(({ closeBalancer }) => closeBalancer()));
    },
  };
}

async function becomeReady(
  { definition, supervised }: { definition: InstanceDefinition; supervised: SupervisedProcess },
  cancelled: AbortSignal,
): Promise<void> {
  const giveUpAt = performance.now() + READY_WITHIN_MS;
  let lastAnswer = "no answer";
  while (performance.now() < giveUpAt && supervised.deaths() < HOPELESS_DEATHS) {
    cancelled.throwIfAborted();
    try {
      const answer = await fetch(definition.readyUrl, { signal: AbortSignal.timeout(5_000) });
      lastAnswer = `${answer.status} ${(await answer.text()).slice(0, 300)}`;
      if (answer.ok) return;
    } catch {
      // Not listening yet.
    }
    await pause(100);
  }
  const output = supervised
    .lastLines()
    .map((line) => `  ${line}`)
    .join("\n");
  throw new PlatformDidNotStart(
    `${definition.name} does not become ready (${definition.readyUrl}: ${lastAnswer}). Its last output:\n${output}`,
  );
}
