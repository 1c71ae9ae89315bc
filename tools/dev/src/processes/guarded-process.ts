import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/**
 * Runs a command until its standard input ends, which the kernel makes happen when the process that holds the other
 * end dies, even by SIGKILL. Without this a killed test run would leave a database server behind.
 * `wait` returns early when a signal arrives, hence the loop. No parent is left then to see that SIGTERM was ignored, so
 * a program that still runs 10 s later is killed: a server that hung in its own shutdown has used a core for an hour.
 */
const UNTIL_STDIN_ENDS = `
exec 3<&0
"$@" 3<&- </dev/null &
child=$!
trap 'kill -TERM $child 2>/dev/null' TERM INT HUP
( trap - TERM INT HUP; cat <&3 >/dev/null; kill -TERM $child; sleep 10; kill -KILL $child ) >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait $child; code=$?
while kill -0 $child 2>/dev/null; do wait $child; code=$?; done
kill $watcher 2>/dev/null
exit $code`;

export type GuardedProcess = {
  child: ChildProcess;
  /** Resolves when it is gone, with its exit code (null: ended by a signal). */
  exited: Promise<number | null>;
  hasExited: () => boolean;
  /** SIGTERM, then SIGKILL to its process group after the grace period. Resolves when it is gone. Safe to repeat. */
  stop: (graceMs?: number) => Promise<void>;
};

/**
 * Starts a program that dies with this process, however this process ends. It gets a process group of its own, so
 * that Ctrl-C in the terminal reaches only the launcher, which then stops everything in the right order.
 */
export function startGuarded(
  command: string,
  args: readonly string[],
  options: { logFile: string; env?: Record<string, string | undefined>; cwd?: string },
): GuardedProcess {
  const log = openSync(options.logFile, "a");
  const child = spawn("/bin/sh", ["-c", UNTIL_STDIN_ENDS, "guard", command, ...args], {
    detached: true,
    stdio: ["pipe", log, log],
    env: { ...process.env, ...options.env },
    cwd: options.cwd,
  });
  closeSync(log);
  // A write never happens, but the pipe reports EPIPE when the program ends first.
  child.stdin?.on("error", () => {});
  return guard(child);
}

/** Gives a detached child (leader of its own process group) the ends of a GuardedProcess. */
export function guard(child: ChildProcess): GuardedProcess {
  let gone = false;
  const exited = new Promise<number | null>((resolve) => {
    const end = (code: number | null) => {
      gone = true;
      child.stdin?.destroy();
      resolve(code);
    };
    child.once("exit", end);
    child.once("error", () => end(null));
  });
  async function stop(graceMs = 10_000): Promise<void> {
    if (gone) return;
    signalGroup(child, "SIGTERM");
    const killer = setTimeout(() => signalGroup(child, "SIGKILL"), graceMs);
    await exited;
    clearTimeout(killer);
  }
  return { child, exited, hasExited: () => gone, stop };
}

/** Signals the child and all that it started; nothing happens when it is already gone. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}
