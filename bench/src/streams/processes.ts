import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { freePorts } from "@vc/dev";
import { testKeys } from "@vc/testing";
import { becomesTrue } from "../concurrently.ts";
import type { Place } from "../servers.ts";

const workspace = join(import.meta.dirname, "../../..");
const READY_MS = 60_000;

/** A service as a process of its own. */
export interface RunningService {
  readonly url: string;
  /** What the process holds of the machine's memory now. */
  residentBytes(): number;
}

/** Messaging and two instances of notifications, with keys that make tokens for anybody. */
export async function startServices(place: Place) {
  const keys = await testKeys();
  const jwks = createServer((_, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(keys.jwks));
  });
  const [jwksPort = 0, messagingPort = 0, firstPort = 0, secondPort = 0] = await freePorts(4);
  await once(jwks.listen(jwksPort, "127.0.0.1"), "listening");
  const children: ChildProcess[] = [];

  async function start(service: string, port: number): Promise<RunningService> {
    const child = spawn(process.execPath, [join(workspace, `services/${service}/src/main.ts`)], {
      cwd: workspace,
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        PATH: process.env.PATH,
        LOG_LEVEL: "error",
        HOST: "127.0.0.1",
        PORT: String(port),
        JWKS_URL: `http://127.0.0.1:${jwksPort}/`,
        MONGO_URL: place.mongoUrl,
        MONGO_DATABASE: `${place.prefix}${service}`,
        AMQP_URL: place.amqpUrl,
        BUS_NAMESPACE: `${place.prefix}streams.`,
        // No mail is due before three quiet minutes are over.
        SMTP_URL: "smtp://127.0.0.1:9",
        PUBLIC_URL: "http://127.0.0.1:8080",
        WEB_URL: "http://127.0.0.1:8080",
      },
    });
    children.push(child);
    const url = `http://127.0.0.1:${port}`;
    const isReady = () =>
      fetch(`${url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    if (!(await becomesTrueSlowly(isReady))) throw new Error(`${service} did not become ready`);
    return {
      url,
      residentBytes: () =>
        Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]) * 1_024,
    };
  }

  async function stop(): Promise<void> {
    for (const child of children) {
      if (child.exitCode !== null || !child.kill("SIGTERM")) continue;
      await once(child, "exit");
    }
    jwks.close();
  }

  try {
    return {
      keys,
      messaging: await start("messaging", messagingPort),
      first: await start("notifications", firstPort),
      second: await start("notifications", secondPort),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function becomesTrueSlowly(isTrue: () => Promise<boolean>): Promise<boolean> {
  let last = false;
  let isAsking = false;
  return becomesTrue(() => {
    if (!isAsking && !last) {
      isAsking = true;
      void isTrue().then((answer) => {
        last = answer;
        isAsking = false;
      });
    }
    return last;
  }, READY_MS);
}
