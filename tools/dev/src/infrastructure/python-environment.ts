import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { aptInstall, findOnPath, mayInstallWithApt, runCommand } from "../processes/run-command.ts";
import { holdLock } from "./lock.ts";

const CANDIDATES = ["python3", "python3.14", "python3.13", "python3.12", "python3.11"];

export type PythonEnvironment = { kind: "ready"; binDir: string } | { kind: "unavailable"; why: string };

/**
 * A Python environment with exactly one requirement installed, made once and kept.
 * Written to be interrupted anywhere: only an environment that holds its completion mark is used, anything else is
 * made again; and two runs that want it at the same time wait for each other.
 */
export async function pythonEnvironment(
  folder: string,
  requirement: string,
  log: (line: string) => void,
): Promise<PythonEnvironment> {
  await mkdir(folder, { recursive: true });
  const release = await holdLock(join(folder, "lock"));
  try {
    const venv = join(folder, "venv");
    const mark = join(folder, "complete");
    const binDir = join(venv, "bin");
    const isComplete = (await readFile(mark, "utf8").catch(() => "")) === requirement;
    // The interpreter may have been uninstalled since; asking it is the only way to know.
    if (isComplete && (await runCommand(join(binDir, "python"), ["-V"], { timeoutMs: 10_000 })).code === 0) {
      return { kind: "ready", binDir };
    }
    let why = "no Python 3.11 or newer on the PATH";
    for (const python of await suitablePythons()) {
      log(`installing ${requirement} with ${python} (once)`);
      await rm(mark, { force: true });
      await rm(venv, { recursive: true, force: true });
      const made = await makeVenv(python, venv);
      if (made.code !== 0) {
        why = made.output;
        continue;
      }
      const installed = await runCommand(
        join(binDir, "python"),
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement],
        { timeoutMs: 300_000 },
      );
      if (installed.code === 0) {
        await writeFile(mark, requirement);
        return { kind: "ready", binDir };
      }
      why = installed.output;
    }
    return { kind: "unavailable", why };
  } finally {
    await release();
  }
}

async function suitablePythons(): Promise<string[]> {
  const suitable: string[] = [];
  for (const python of CANDIDATES) {
    if (findOnPath(python) === undefined) continue;
    const isNewEnough = "import sys; sys.exit(sys.version_info < (3, 11))";
    if ((await runCommand(python, ["-c", isNewEnough], { timeoutMs: 10_000 })).code === 0)
      suitable.push(python);
  }
  return suitable;
}

/** Debian splits venv off into a package of its own; as root it is installed when missing. */
async function makeVenv(python: string, venv: string): Promise<{ code: number | null; output: string }> {
  const make = () => runCommand(python, ["-m", "venv", venv], { timeoutMs: 120_000 });
  const first = await make();
  if (first.code === 0 || !mayInstallWithApt()) return first;
  await aptInstall("python3-venv");
  await rm(venv, { recursive: true, force: true });
  return make();
}
