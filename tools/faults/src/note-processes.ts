import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { NoteProcess } from "./notes.ts";

/** Several processes that stand for the instances of a service; each is started again whenever it is killed. */
export interface NoteProcesses {
  /** Resolves when each of them runs. */
  start(wanted: readonly Pick<NoteProcess, "role" | "name">[]): Promise<void>;
  /** SIGKILL, and a successor at once. */
  kill(name: string): Promise<void>;
  /** SIGTERM, waits for the end, then a successor. @returns how long it took to leave, and with which code */
  restart(name: string): Promise<{ code: number | null; tookMs: number }>;
  /** SIGTERM to those of one role, and no successors. */
  stop(role: NoteProcess["role"]): Promise<void>;
  names(): readonly string[];
  /** SIGKILL to all that are left. */
  close(): Promise<void>;
}

export const oneWriterTwoConsumers: Parameters<NoteProcesses["start"]>[0] = [
  { role: "writer", name: "writer" },
  { role: "consumer", name: "consumer_a" },
  { role: "consumer", name: "consumer_b" },
];

const script = join(import.meta.dirname, "note-process.ts");
/** On a loaded machine, and behind what a killed process has left locked. */
const STARTED_WITHIN_MS = 60_000;

export function openNoteProcesses(common: Omit<NoteProcess, "role" | "name">): NoteProcesses {
  const running = new Map<string, { settings: NoteProcess; child: ChildProcess }>();

  async function start(settings: NoteProcess): Promise<void> {
    const child = spawn(process.execPath, [script], {
      env: { PATH: process.env.PATH, FAULT_PROCESS: JSON.stringify(settings), ...verbose() },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    running.set(settings.name, { settings, child });
    await Promise.race([
      once(child, "message", { signal: AbortSignal.timeout(STARTED_WITHIN_MS) }),
      once(child, "exit").then(([code, signal]) => {
        if (signal !== "SIGKILL")
          throw new Error(`${settings.name} ended with ${code ?? signal} before it had started`);
      }),
    ]);
  }

  function named(name: string) {
    const found = running.get(name);
    if (!found) throw new Error(`no process is called ${name}`);
    return found;
  }

  async function end(name: string, signal: NodeJS.Signals): Promise<number | null> {
    const { child } = named(name);
    running.delete(name);
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
    return child.exitCode;
  }

  return {
    start: async (wanted) => {
      await Promise.all(wanted.map((each) => start({ ...common, ...each })));
    },
    kill: async (name) => {
      const { settings } = named(name);
      await end(name, "SIGKILL");
      await start(settings);
    },
    restart: async (name) => {
      const { settings } = named(name);
      const startedAt = performance.now();
      const code = await end(name, "SIGTERM");
      const tookMs = performance.now() - startedAt;
      await start(settings);
      return { code, tookMs };
    },
    stop: async (role) => {
      const stopping = [...running.values()].filter(({ settings }) => settings.role === role);
      await Promise.all(stopping.map(({ settings }) => end(settings.name, "SIGTERM")));
    },
    names: () => [...running.keys()],
    close: async () => {
      await Promise.all([...running.keys()].map((name) => end(name, "SIGKILL")));
    },
  };
}

function verbose(): Record<string, string> {
  return process.env.FAULT_VERBOSE === undefined ? {} : { FAULT_VERBOSE: "1" };
}
