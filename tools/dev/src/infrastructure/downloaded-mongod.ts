import { join } from "node:path";
import { type Option, unavailable } from "./choose.ts";
import type { InfrastructureContext } from "./context.ts";
import { runMongod } from "./run-mongod.ts";

const DOWNLOAD_SITE = "https://fastdl.mongodb.org";
/** A machine without access to the site must not keep a person waiting before the next option. */
const REACHABLE_WITHIN_MS = 3_000;
/** About 100 MB; a slower download is no use while a developer waits for `npm start`. */
const DOWNLOADED_WITHIN_MS = 180_000;

/** The `mongod` that mongodb-memory-server downloads once and keeps. */
export function downloadedMongod(context: InfrastructureContext): Option {
  return {
    name: "downloaded mongod",
    attempt: async () => {
      const { DryMongoBinary, MongoBinary } = await import("mongodb-memory-server-core");
      const downloadDir = join(context.stateDir, "mongodb-binaries");
      const wanted = DryMongoBinary.getEnsuredOptions({ downloadDir });
      const kept = await DryMongoBinary.locateBinary(wanted);
      if (kept !== undefined) return runMongod(kept, "downloaded earlier", context);

      const site = context.env.MONGOMS_DOWNLOAD_MIRROR ?? DOWNLOAD_SITE;
      if (!(await isReachable(site))) return unavailable(`${site} cannot be reached`);
      context.log(`downloading mongod ${wanted.version} (once)`);
      const downloaded = await withinTime(MongoBinary.getPath({ downloadDir }), DOWNLOADED_WITHIN_MS);
      return runMongod(downloaded, `downloaded from ${site}`, context);
    },
  };
}

async function isReachable(site: string): Promise<boolean> {
  try {
    await fetch(site, { method: "HEAD", signal: AbortSignal.timeout(REACHABLE_WITHIN_MS) });
    return true;
  } catch {
    return false;
  }
}

async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not downloaded within ${timeoutMs / 1000} s`)), timeoutMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
