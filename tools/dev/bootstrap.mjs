// The one file of the workspace that runs on whatever Node (20 or newer) a machine has, before anything is installed.
// It installs the workspace when that is needed and runs the command with the workspace's own Node.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The one place that pins pnpm. */
const PNPM_VERSION = "12.21.0";
const OLDEST_NODE = 20;

/** What each `npm run …` is, from the root of the workspace. */
const COMMANDS = {
  start: "tools/dev/src/commands/start.ts",
  test: "tools/dev/src/commands/test.ts",
  "test:faults": "tools/dev/src/commands/test-faults.ts",
  check: "tools/dev/src/commands/check.ts",
  demo: "e2e/demo.ts",
  fuzz: "e2e/fuzz/main.ts",
  generate: "tools/generate/src/main.ts",
  bus: "tools/dev/src/commands/bus.ts",
  ledger: "tools/dev/src/commands/ledger.ts",
  keys: "tools/dev/src/commands/keys.ts",
  backup: "tools/dev/src/commands/backup.ts",
  emails: "services/notifications/gallery/write-gallery.ts",
  screens: "tools/screens/src/main.ts",
  bench: "bench/src/main.ts",
  simulate: "simulation/src/main.ts",
  explore: "simulation/src/explore/main.ts",
  mutate: "tools/mutate/src/main.ts",
  soak: "tools/faults/src/soak/main.ts",
  "stripe:sandbox": "tools/stripe-simulator/src/conformance/sandbox.ts",
};

const workspace = join(dirname(fileURLToPath(import.meta.url)), "../..");
const stateDir = join(workspace, ".dev");

const [command, ...args] = process.argv.slice(2);
if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
  fail(`Node ${OLDEST_NODE} or newer is needed to begin with; this is ${process.version}.`);
}
const script = command === undefined ? undefined : COMMANDS[command];
if (script === undefined)
  fail(`usage: node tools/dev/bootstrap.mjs <${Object.keys(COMMANDS).join("|")}> [arguments]`);
if (!existsSync(join(workspace, script))) fail(`\`${command}\` does not exist yet: there is no ${script}`);

await installWhenNeeded(workspace, "installed");
// What only benchmarks need has a lockfile of its own, so that nothing else installs it.
if (command === "bench") await installWhenNeeded(join(workspace, "bench"), "installed-bench");
run(workspaceNode(), [join(workspace, script), ...args]);

/** Installs a folder with a lockfile when nothing is installed there or the lockfile has changed since. */
async function installWhenNeeded(folder, stampName) {
  const stampFile = join(stateDir, stampName);
  const lockfile = readFileSync(join(folder, "pnpm-lock.yaml"));
  const stamp = createHash("sha256").update(PNPM_VERSION).update(lockfile).digest("hex");
  const isInstalled = () =>
    existsSync(stampFile) &&
    existsSync(join(folder, "node_modules")) &&
    readFileSync(stampFile, "utf8") === stamp &&
    workspaceNode() !== undefined;
  if (isInstalled()) return;
  mkdirSync(stateDir, { recursive: true });
  // `npm start` and `npm test` may begin side by side in a fresh clone.
  const release = await holdLock(join(stateDir, "installing"));
  try {
    if (isInstalled()) return;
    const what = folder === workspace ? "the workspace" : `${relative(workspace, folder)}/`;
    say(`installing ${what} (the first time this takes a minute)`);
    const pnpm = ["--yes", `pnpm@${PNPM_VERSION}`, "install", "--frozen-lockfile", "--reporter=append-only"];
    const installed = spawnSync(process.platform === "win32" ? "npx.cmd" : "npx", pnpm, {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      shell: process.platform === "win32",
      // Without it pnpm asks a question when it wants to replace a node_modules of another make.
      env: { ...process.env, CI: "true" },
    });
    if (installed.status !== 0) {
      const reason = installed.error?.message ?? `${installed.stdout}${installed.stderr}`;
      fail(`${reason.trim()}\n\n${what} could not be installed (npx pnpm@${PNPM_VERSION} install)`);
    }
    if (workspaceNode() === undefined)
      fail("the workspace is installed, but its Node does not run on this machine");
    writeFileSync(stampFile, stamp);
  } finally {
    release();
  }
}

/** The workspace's Node itself, not the link to it: signals and process names are then its own. */
function workspaceNode() {
  const link = join(workspace, "node_modules/.bin/node");
  if (!existsSync(link)) return undefined;
  const binary = realpathSync(link);
  return spawnSync(binary, ["--version"]).status === 0 ? binary : undefined;
}

/** Runs the command to its end as this process: same terminal, same signals, same exit code. */
function run(node, nodeArgs) {
  const dieWithParent = join(workspace, "tools/dev/src/processes/die-with-parent.mjs");
  const child = spawn(node, ["--import", dieWithParent, ...nodeArgs], {
    env: { NODE_COMPILE_CACHE: join(stateDir, "compile-cache"), ...process.env },
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // npm passes SIGINT and SIGTERM on, but it can be killed without a word.
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 1_000).unref();
  }
  child.on("error", (error) => fail(error.message));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/** Waits for a lock between processes; one whose holder is gone is taken over. */
async function holdLock(path) {
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      const release = () => rmSync(path, { force: true });
      process.once("exit", release);
      return release;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    const holder = Number(existsSync(path) ? readFileSync(path, "utf8") : 0);
    if (holder > 0 && !isAlive(holder)) rmSync(path, { force: true });
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(message) {
  say(message);
  process.exit(1);
}
