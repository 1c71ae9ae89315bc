import { mkdir, rm } from "node:fs/promises";
import { STATE_DIR } from "../workspace.ts";
import { chooseFirst, type Found, type Option } from "./choose.ts";
import type { InfrastructureContext } from "./context.ts";
import { downloadedMongod } from "./downloaded-mongod.ts";
import { installedMongod } from "./installed-mongod.ts";
import { aptRabbitmq, installedRabbitmq } from "./installed-rabbitmq.ts";
import { secantus } from "./stand-in-database/secantus.ts";

/** A server of a test's own, which it can stop and start again: what was stored stays, the port does not. */
export interface PrivateServer {
  /** @returns its URL. @throws Error where such a server cannot be had */
  start(): Promise<string>;
  /** What it is and why, in one line; while it runs. */
  chosen(): string;
  stop(): Promise<void>;
  /** Stops it and deletes what it stored. */
  remove(): Promise<void>;
}

/** A RabbitMQ node beside the machine's own, if any, which it never touches. */
export function privateBroker(folder: string, log: (line: string) => void): PrivateServer {
  const context = { ...contextIn(folder, log), brokerNode: `vc-own-${process.pid}@localhost` };
  return ownServer("RabbitMQ", folder, [installedRabbitmq(context), aptRabbitmq(context)]);
}

/** A database that syncs every commit to its disk. */
export function privateDatabase(folder: string, log: (line: string) => void): PrivateServer {
  const context = contextIn(folder, log);
  return ownServer("MongoDB", folder, [
    installedMongod(context),
    downloadedMongod(context),
    secantus(context),
  ]);
}

function contextIn(folder: string, log: (line: string) => void): InfrastructureContext {
  return { persistent: true, stateDir: STATE_DIR, dataDir: folder, env: {}, log };
}

function ownServer(part: string, folder: string, options: readonly Option[]): PrivateServer {
  let running: Found | undefined;
  async function stop(): Promise<void> {
    await running?.stop();
    running = undefined;
  }
  return {
    start: async () => {
      await mkdir(folder, { recursive: true });
      const choice = await chooseFirst(part, options);
      if (choice.kind !== "found") throw new Error(`no ${part} of the test's own can be started here`);
      running = choice.found;
      return running.url;
    },
    chosen: () => running?.chosen ?? `${part}: does not run`,
    stop,
    remove: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
