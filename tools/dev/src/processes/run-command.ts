import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export type CommandResult = { code: number | null; output: string };

/** Runs a program to its end and returns what it printed. A program that is missing or overruns its time has code null. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { timeoutMs: number; env?: Record<string, string> },
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...options.env },
      timeout: options.timeoutMs,
      killSignal: "SIGKILL",
    });
    let output = "";
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", (error) => resolve({ code: null, output: `${output}${error.message}` }));
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** The full path of a program on the PATH, also where Debian keeps the ones for administrators. */
export function findOnPath(program: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether software may be installed with apt-get here: as root on Debian or a relative of it. */
export function mayInstallWithApt(): boolean {
  return process.getuid?.() === 0 && findOnPath("apt-get") !== undefined;
}

/** Installs one Debian package, reading the package lists again when it is not found in the present ones. */
export async function aptInstall(packageName: string): Promise<CommandResult> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const install = () =>
    runCommand("apt-get", ["install", "-y", "--no-install-recommends", packageName], {
      timeoutMs: 300_000,
      env,
    });
  const first = await install();
  if (first.code === 0) return first;
  await runCommand("apt-get", ["update"], { timeoutMs: 120_000, env });
  return install();
}
