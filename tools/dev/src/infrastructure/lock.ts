import { open, readFile, rm } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { isAlive } from "../processes/is-alive.ts";

/**
 * Waits for a lock between processes of this machine and returns its release. The lock file names its holder, so
 * that the lock of one that was killed is taken over.
 */
export async function holdLock(path: string, timeoutMs = 600_000): Promise<() => Promise<void>> {
  const giveUpAt = performance.now() + timeoutMs;
  while (performance.now() < giveUpAt) {
    try {
      const file = await open(path, "wx");
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = Number(await readFile(path, "utf8").catch(() => ""));
    if (holder > 0 && !isAlive(holder)) await rm(path, { force: true });
    await pause(100);
  }
  throw new Error(`another process holds ${path}`);
}
