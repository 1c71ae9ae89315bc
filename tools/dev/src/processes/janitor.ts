import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { RunNames } from "../infrastructure/remove-namespace.ts";

export type Janitor = {
  /** The run cleaned up by itself: the janitor goes without doing anything. */
  dismiss: () => Promise<void>;
};

/**
 * A process that outlives this one by as long as it takes to remove what this one left on servers that are not its
 * own, however it ended: a test run that was killed cannot clean up by itself. It notices through the end of its
 * standard input, which even SIGKILL of its parent brings about.
 */
export function hireJanitor(names: RunNames): Janitor {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, "janitor-process.ts")], {
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
    dismiss: async () => {
      child.stdin?.end("dismissed\n");
      await exited;
    },
  };
}
