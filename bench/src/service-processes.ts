import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { type TestKeys, testKeys } from "@vc/testing";
import { freePort } from "@vc/testing/ports";
import { becomesTrue } from "./concurrently.ts";
import type { Place } from "./servers.ts";

const workspace = join(import.meta.dirname, "../..");
const READY_MS = 60_000;

/** A service as a process of its own. */
export interface RunningService {
  readonly url: string;
  /** What the process holds of the machine's memory now. */
  residentBytes(): number;
}

/** Services as processes of their own, and keys that make tokens for anybody at them. */
export interface ServiceProcesses {
  readonly keys: TestKeys;
  /** Resolves when the service is ready. Both names come after the run's prefix. */
  start(service: string, names: { database: string; namespace: string }): Promise<RunningService>;
  /** Starts any program that listens on HOST and PORT and answers `/health/ready`. */
  run(main: string, environment: Readonly<Record<string, string>>): Promise<RunningService>;
  /** Stops all of them, and waits until they are gone. */
  stop(): Promise<void>;
}

export async function openServiceProcesses(place: Place): Promise<ServiceProcesses> {
  const keys = testKeys();
  const jwks = createServer((_, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(keys.jwks));
  });
  const jwksPort = await freePort();
  await once(jwks.listen(jwksPort, "127.0.0.1"), "listening");
  const children: ChildProcess[] = [];

  const run: ServiceProcesses["run"] = async (main, environment) => {
    const port = await freePort();
    const dieWithParent = join(workspace, "tools/dev/src/processes/die-with-parent.mjs");
    const child = spawn(process.execPath, ["--import", dieWithParent, main], {
      cwd: workspace,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      env: {
        PATH: process.env.PATH,
        LOG_LEVEL: "error",
        HOST: "127.0.0.1",
        PORT: String(port),
        JWKS_URL: `http://127.0.0.1:${jwksPort}/`,
        ...environment,
      },
    });
    children.push(child);
    const url = `http://127.0.0.1:${port}`;
    const isReady = () =>
      fetch(`${url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    if (!(await becomesTrue(isReady, READY_MS, 50))) throw new Error(`${main} did not become ready`);
    return {
      url,
      residentBytes: () =>
        Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) * 1_024,
    };
  };

  return {
    keys,
    run,

    start: (service, { database, namespace }) =>
      run(join(workspace, `services/${service}/src/main.ts`), {
        MONGO_URL: place.mongoUrl,
        MONGO_DATABASE: `${place.prefix}${database}`,
        AMQP_URL: place.amqpUrl,
        BUS_NAMESPACE: `${place.prefix}${namespace}.`,
        // No mail is due before three quiet minutes are over.
        SMTP_URL: "smtp://127.0.0.1:9",
        PUBLIC_URL: "http://127.0.0.1:8080",
        WEB_URL: "http://127.0.0.1:8080",
      }),

    async stop() {
      for (const child of children) {
        if (child.exitCode !== null || !child.kill("SIGTERM")) continue;
        await once(child, "exit");
      }
      jwks.close();
    },
  };
}
