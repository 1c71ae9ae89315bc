import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "@vc/testing/ports";
import { startGuarded } from "../processes/guarded-process.ts";
import { type Attempt, unavailable } from "./choose.ts";
import type { InfrastructureContext } from "./context.ts";
import { eventually, mongoAnswers } from "./ping.ts";
import { initiateReplicaSet } from "./replica-set.ts";
import { MONGOD_TRANSACTION_LIFETIME } from "./transaction-lifetime.ts";

/** Starts a `mongod` program as a replica set of one on a free port. */
export async function runMongod(
  binary: string,
  because: string,
  context: InfrastructureContext,
): Promise<Attempt> {
  const dbPath = join(context.dataDir, "mongod");
  const logFile = join(context.dataDir, "mongod.log");
  await mkdir(dbPath, { recursive: true });
  const port = await freePort();
  const server = startGuarded(
    binary,
    [
      ...["--replSet", "rs0", "--dbpath", dbPath, "--port", String(port), "--bind_ip", "127.0.0.1"],
      ...MONGOD_TRANSACTION_LIFETIME,
    ],
    { logFile },
  );
  const url = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  try {
    const isUp = await eventually(() => mongoAnswers(url), {
      timeoutMs: 30_000,
      isHopeless: server.hasExited,
    });
    if (!isUp) {
      await server.stop();
      return unavailable(`${binary} does not start, see ${logFile}`);
    }
    await initiateReplicaSet(url, `127.0.0.1:${port}`);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { kind: "found", url, because, stop: () => server.stop() };
}
