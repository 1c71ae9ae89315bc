import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { NoteProcess } from "./notes.ts";

/** Several processes that stand for the instances of a service; each is started again whenever it is killed. */
export interface Crew {
  /** Resolves when each of them runs. */
  hire(members: readonly Pick<NoteProcess, "role" | "name">[]): Promise<void>;
  /** SIGKILL, and a successor at once. */
  kill(name: string): Promise<void>;
  /** SIGTERM, waits for the end, then a successor. @returns how long it took to leave, and with which code */
  restart(name: string): Promise<{ code: number | null; tookMs: number }>;
  /** SIGTERM to those of one role, and no successors. */
  dismiss(role: NoteProcess["role"]): Promise<void>;
  names(): readonly string[];
  /** SIGKILL to all that are left. */
  close(): Promise<void>;
}

export const ONE_WRITER_TWO_CONSUMERS: Parameters<Crew["hire"]>[0] = [
  { role: "writer", name: "writer" },
  { role: "consumer", name: "consumer_a" },
  { role: "consumer", name: "consumer_b" },
];

const script = join(import.meta.dirname, "note-process.ts");
/** On a loaded machine, and behind what a killed process has left locked. */
const startedWithinMs = 60_000;

export function openCrew(where: Omit<NoteProcess, "role" | "name">): Crew {
  const members = new Map<string, { told: NoteProcess; child: ChildProcess }>();

  async function start(told: NoteProcess): Promise<void> {
    const child = spawn(process.execPath, [script], {
      env: { PATH: process.env.PATH, FAULT_PROCESS: JSON.stringify(told), ...verbose() },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    members.set(told.name, { told, child });
    await Promise.race([
      once(child, "message", { signal: AbortSignal.timeout(startedWithinMs) }),
      once(child, "exit").then(([code, signal]) => {
        if (signal !== "SIGKILL")
          throw new Error(`${told.name} ended with ${code ?? signal} before it had started`);
      }),
    ]);
  }

  async function end(name: string, signal: NodeJS.Signals): Promise<number | null> {
    const member = members.get(name);
    if (!member) throw new Error(`no process is called ${name}`);
    members.delete(name);
    const { child } = member;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
    return child.exitCode;
  }

  function toldOf(name: string): NoteProcess {
    const member = members.get(name);
    if (!member) throw new Error(`no process is called ${name}`);
    return member.told;
  }

  return {
    hire: async (wanted) => {
      await Promise.all(wanted.map((member) => start({ ...where, ...member })));
    },
    kill: async (name) => {
      const told = toldOf(name);
      await end(name, "SIGKILL");
      await start(told);
    },
    restart: async (name) => {
      const told = toldOf(name);
      const startedAt = performance.now();
      const code = await end(name, "SIGTERM");
      const tookMs = performance.now() - startedAt;
      await start(told);
      return { code, tookMs };
    },
    dismiss: async (role) => {
      const leaving = [...members.values()].filter(({ told }) => told.role === role);
      await Promise.all(leaving.map(({ told }) => end(told.name, "SIGTERM")));
    },
    names: () => [...members.keys()],
    close: async () => {
      await Promise.all([...members.keys()].map((name) => end(name, "SIGKILL")));
    },
  };
}

function verbose(): Record<string, string> {
  return process.env.FAULT_VERBOSE === undefined ? {} : { FAULT_VERBOSE: "1" };
}
