import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { RunNames } from "./remove-namespace.ts";

export type CleanupProcess = {
  /** Ends it without any cleanup: the run has removed its own traces. */
  stop: () => Promise<void>;
};

/**
 * Starts a process that removes the queues, databases and folders of this run after this process has ended, even by
 * SIGKILL: a killed test run cannot clean up by itself. It notices the end of its parent by the end of its standard input.
 */
export function startCleanupProcess(names: RunNames): CleanupProcess {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, "cleanup-main.ts")], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.stdin?.on("error", () => {});
  child.stdin?.write(`${JSON.stringify(names)}\n`);
  child.unref();
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  return {
    stop: async () => {
      child.stdin?.end("stop\n");
      await exited;
    },
  };
}
