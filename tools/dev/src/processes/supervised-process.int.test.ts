import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "@vc/testing/people";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isAlive } from "./is-alive.ts";
import { restartDelayMs, supervise } from "./supervised-process.ts";

const SLEEP_FOR_EVER = "setInterval(() => {}, 1000)";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vc-test-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function script(name: string, source: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, source);
  return path;
}

function superviseScript(path: string) {
  const lines: string[] = [];
  const supervised = supervise(
    { name: "sleeper", args: [path], env: process.env },
    { logDir: folder, onLine: (_, line) => lines.push(line), onStart: () => {}, onDeath: () => {} },
  );
  return { supervised, lines };
}

it("starts a process again that was killed, and ends it for good when stopped", async () => {
  const { supervised, lines } = superviseScript(
    await script("sleeper.mjs", `console.log("up"); ${SLEEP_FOR_EVER}`),
  );
  const first = await waitFor(() => lines.length === 1 && supervised.pid(), { what: "the first process" });
  process.kill(first, "SIGKILL");
  const second = await waitFor(() => lines.length === 2 && supervised.pid(), { what: "the second process" });
  expect(second).not.toBe(first);
  expect(supervised.deaths()).toBe(1);
  await supervised.stop();
  expect(isAlive(second)).toBe(false);
});

it("says how a process left that was asked to, and starts its successor", async () => {
  const polite = `process.on("SIGTERM", () => process.exit(3)); console.log("up"); ${SLEEP_FOR_EVER}`;
  const { supervised, lines } = superviseScript(await script("polite.mjs", polite));
  await waitFor(() => lines.length === 1, { what: "the first process" });
  expect(await supervised.restart("SIGTERM")).toMatchObject({ code: 3 });
  await waitFor(() => lines.length === 2, { what: "the second process" });
  expect(await supervised.restart("SIGKILL")).toMatchObject({ code: null });
  await waitFor(() => lines.length === 3, { what: "the third process" });
  expect(supervised.deaths()).toBe(0);
  await supervised.stop();
});

it("kills what does not obey SIGTERM, and all that it started", async () => {
  const stubborn = `import { spawn } from "node:child_process";
    process.on("SIGTERM", () => {});
    const child = spawn(process.execPath, ["-e", 'process.on("SIGTERM", () => {}); ${SLEEP_FOR_EVER}']);
    console.log(child.pid); ${SLEEP_FOR_EVER}`;
  const { supervised, lines } = superviseScript(await script("stubborn.mjs", stubborn));
  const grandchild = Number(await waitFor(() => lines[0], { what: "the id of the process's own child" }));
  await supervised.stop(200);
  await waitFor(() => !isAlive(grandchild), { what: "the process's own child to be gone" });
});

it("keeps also what arrives of a process's output after its end", async () => {
  const late = 'setTimeout(() => console.log("last words"), 300)';
  const leaving = `import { spawn } from "node:child_process";
    process.on("SIGTERM", () => {
      spawn(process.execPath, ["-e", ${JSON.stringify(late)}], { stdio: ["ignore", "inherit", "ignore"], detached: true });
      process.exit(0);
    });
    console.log("up"); ${SLEEP_FOR_EVER}`;
  const { supervised, lines } = superviseScript(await script("leaving.mjs", leaving));
  await waitFor(() => lines.length === 1, { what: "the process" });
  await supervised.stop();
  const kept = () => readFile(join(folder, "sleeper.log"), "utf8");
  await waitFor(async () => (await kept()) === "up\nlast words\n", { what: "the last words in the log" });
});

it("waits longer with each death in a row, but not without end", () => {
  expect([1, 2, 3, 10].map(restartDelayMs)).toEqual([200, 400, 800, 5_000]);
});

/** A launcher in a process of its own that starts one supervised and one guarded process, and prints their ids. */
async function launcher(): Promise<string> {
  const sleeper = await script("sleeper.mjs", SLEEP_FOR_EVER);
  const source = `
    import { startGuarded } from ${JSON.stringify(join(import.meta.dirname, "guarded-process.ts"))};
    import { supervise } from ${JSON.stringify(join(import.meta.dirname, "supervised-process.ts"))};
    const nothing = () => {};
    const output = { logDir: ${JSON.stringify(folder)}, onLine: nothing, onStart: nothing, onDeath: nothing };
    const supervised = supervise({ name: "s", args: [${JSON.stringify(sleeper)}], env: process.env }, output);
    const stubborn = ["-c", "trap '' TERM; while :; do sleep 1; done"];
    const guarded = startGuarded("/bin/sh", stubborn, { logFile: ${JSON.stringify(join(folder, "sleep.log"))} });
    console.log(JSON.stringify([supervised.pid(), guarded.child.pid]));`;
  return script("launcher.mjs", source);
}

it.each(["SIGKILL", "SIGTERM"] as const)(
  "leaves no process behind, not even one that ignores SIGTERM, when the launcher ends by %s",
  async (signal) => {
    const parent = spawn(process.execPath, [await launcher()], { stdio: ["ignore", "pipe", "inherit"] });
    let printed = "";
    parent.stdout.on("data", (chunk) => {
      printed += chunk;
    });
    await waitFor(() => printed.endsWith("\n"), { what: "the launcher to have started both" });
    const pids: number[] = JSON.parse(printed);
    expect(pids.map(isAlive)).toEqual([true, true]);
    parent.kill(signal);
    await waitFor(() => !pids.some(isAlive), { what: "both processes to be gone", timeoutMs: 20_000 });
  },
);
