import { mkdir } from "node:fs/promises";
import { totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@vc/testing/ports";
import { type GuardedProcess, startGuarded } from "../../processes/guarded-process.ts";
import { type Option, unavailable } from "../choose.ts";
import type { InfrastructureContext } from "../context.ts";
import { eventually, mongoAnswers } from "../ping.ts";
import { pythonEnvironment } from "../python-environment.ts";
import { TRANSACTION_LIFETIME_S } from "../transaction-lifetime.ts";

const REQUIREMENT = "SecantusDB==0.7.0b3";
const STARTED_WITHIN_MS = 30_000;
/** How long the process of a launcher that was killed a moment ago may still hold the store. */
const STORE_FREE_WITHIN_MS = 20_000;

/** SecantusDB, a MongoDB-compatible server from the Python package index: what is left where no `mongod` can be had. */
export function secantus(context: InfrastructureContext): Option {
  return {
    name: REQUIREMENT,
    attempt: async () => {
      const python = await pythonEnvironment(join(context.stateDir, "secantusdb"), REQUIREMENT, context.log);
      if (python.kind === "unavailable") return unavailable(python.why);
      const program = join(python.binDir, "python");
      const first = await startServer(program, context);
      if (first === undefined) return unavailable(`it does not start, see ${logFile(context)}`);
      const others = await Promise.all(
        Array.from({ length: (context.databaseServers ?? 1) - 1 }, () => startServer(program, context)),
      );
      const servers = [first, ...others.filter((each) => each !== undefined)];
      return {
        kind: "found",
        url: first.url,
        urls: servers.map(({ url }) => url),
        because: "no MongoDB available, installed from the Python package index",
        stop: async () => void (await Promise.all(servers.map(({ server }) => server.stop()))),
      };
    },
  };
}

async function startServer(
  python: string,
  context: InfrastructureContext,
): Promise<{ server: GuardedProcess; url: string } | undefined> {
  const storage = join(context.dataDir, "secantusdb-data");
  const temporary = join(context.dataDir, "tmp");
  await mkdir(temporary, { recursive: true });
  const giveUpAt = performance.now() + STORE_FREE_WITHIN_MS;
  do {
    const port = await freePort();
    const server = startGuarded(
      python,
      [
        ...[join(import.meta.dirname, "secantusd.py"), String(TRANSACTION_LIFETIME_S)],
        ...["--host", "127.0.0.1", "--port", String(port), "--log-level", "WARNING"],
        ...["--cache-size", `${cacheMebibytes()}M`],
        ...(context.persistent
          ? ["--storage-path", storage, "--sync-on-commit"]
          : ["--storage-path", ":memory:"]),
      ],
      // What `:memory:` really writes goes where it is removed with the rest of the run.
      { logFile: logFile(context), cwd: context.dataDir, env: { TMPDIR: temporary } },
    );
    const url = `mongodb://127.0.0.1:${port}/?directConnection=true`;
    const asked = { timeoutMs: STARTED_WITHIN_MS, isHopeless: server.hasExited };
    if (await eventually(() => mongoAnswers(url), asked)) return { server, url };
    await server.stop();
    // It ends at once when an earlier process still has the store open; that one is about to go.
    await pause(500);
  } while (performance.now() < giveUpAt);
  return undefined;
}

/** As mongod: half of the memory beyond one GiB. When the 1 GiB that it takes by itself is full, all but stands still. */
function cacheMebibytes(): number {
  return Math.max(256, Math.floor((totalmem() / 2 ** 20 - 1_024) / 2));
}

function logFile(context: InfrastructureContext): string {
  return join(context.dataDir, "secantusdb.log");
}
