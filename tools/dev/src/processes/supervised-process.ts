import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { exactBackoffMs } from "@vc/backoff";
import { STATE_DIR } from "../workspace.ts";
import { type GuardedProcess, guard } from "./guarded-process.ts";

/** Variables of a process; those that are `undefined` are not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type SupervisedProcess = {
  name: string;
  pid: () => number | undefined;
  /** How often it has died by itself since it was started. */
  deaths: () => number;
  /** Its latest output, for the message when it does not start. */
  lastLines: () => readonly string[];
  /** Ends it by this signal and starts its successor at once. @returns how it left: its exit code (null: killed) */
  restart: (signal: NodeJS.Signals) => Promise<{ code: number | null; tookMs: number }>;
  /** Ends it for good: SIGTERM, and after the grace SIGKILL. */
  stop: (graceMs?: number) => Promise<void>;
};

const restartBackoff = { firstMs: 200, mostMs: 5_000 };
/** A process that lived this long counts as healthy: the back-off starts over. */
const HEALTHY_AFTER_MS = 30_000;
const KEPT_LINES = 15;
const STOP_GRACE_MS = 10_000;

/**
 * A dozen idle services on a developer's machine: without these limits V8 takes 40 % more memory than it needs,
 * because it sees the whole machine's.
 */
const SMALL_HEAP = ["--max-semi-space-size=4", "--max-old-space-size=256"];
/** Compiled code with its types already stripped: halves the time to start, and the stripper is never loaded. */
const compileCache = { NODE_COMPILE_CACHE: join(STATE_DIR, "compile-cache") };
const DIE_WITH_PARENT = ["--import", join(import.meta.dirname, "die-with-parent.mjs")];

/** The back-off before a restart, in milliseconds, after this many deaths in a row. */
export function restartDelayMs(deathsInARow: number): number {
  return exactBackoffMs(deathsInARow, restartBackoff);
}

/** Runs a program with the workspace's Node, and again whenever it dies, until stopped. It never outlives us. */
export function supervise(
  definition: { name: string; args: readonly string[]; env: Environment },
  output: {
    logDir: string;
    onLine: (name: string, line: string) => void;
    /** It runs, for the first time or again. */
    onStart: (name: string, pid: number | undefined) => void;
    onDeath: (name: string, how: string) => void;
  },
): SupervisedProcess {
  const { name, args, env } = definition;
  const logFile = createWriteStream(join(output.logDir, `${name}.log`), { flags: "a" });
  const lines: string[] = [];
  let current: GuardedProcess;
  /** Resolves when its output has ended too, which may be after its exit. */
  let silent: Promise<unknown>;
  let restart: NodeJS.Timeout | undefined;
  let isStopping = false;
  let isRestarting = false;
  let deaths = 0;
  let deathsInARow = 0;

  function start(): void {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [...SMALL_HEAP, ...DIE_WITH_PARENT, ...args], {
      // A process group of its own, so that Ctrl-C reaches the launcher alone and it can stop all in order.
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: { ...compileCache, ...env },
    });
    current = guard(child);
    silent = new Promise((resolve) => child.once("close", resolve));
    output.onStart(name, child.pid);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        logFile.write(`${line}\n`);
        lines.push(line);
        if (lines.length > KEPT_LINES) lines.shift();
        output.onLine(name, line);
      });
    }
    void current.exited.then((code) => {
      if (isStopping || isRestarting) return;
      deaths += 1;
      deathsInARow = performance.now() - startedAt > HEALTHY_AFTER_MS ? 1 : deathsInARow + 1;
      output.onDeath(name, code === null ? "was killed" : `ended with code ${code}`);
      restart = setTimeout(start, restartDelayMs(deathsInARow));
    });
  }
  start();

  return {
    name,
    pid: () => (current.hasExited() ? undefined : current.child.pid),
    deaths: () => deaths,
    lastLines: () => lines,
    restart: async (signal) => {
      const startedAt = performance.now();
      isRestarting = true;
      clearTimeout(restart);
      current.child.kill(signal);
      const code = await current.exited;
      isRestarting = false;
      if (!isStopping) start();
      return { code, tookMs: performance.now() - startedAt };
    },
    stop: async (graceMs = STOP_GRACE_MS) => {
      isStopping = true;
      clearTimeout(restart);
      await current.stop(graceMs);
      void silent.then(() => logFile.end());
    },
  };
}
