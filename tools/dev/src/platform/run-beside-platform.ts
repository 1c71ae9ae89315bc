import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { WORKSPACE } from "../workspace.ts";
import { type RunningPlatform, runningPlatform } from "./running-platform.ts";

/**
 * Runs a command of a package against the `npm start` that runs now, or against the servers that the environment
 * names, and ends with its exit code.
 */
export async function runBesidePlatform(
  script: string,
  environmentFor: (platform: RunningPlatform) => Record<string, string>,
): Promise<never> {
  const path = join(WORKSPACE, script);
  if (!existsSync(path)) fail(`this command does not exist yet: there is no ${script}`);
  const platform = await runningPlatform();
  if (platform === undefined && process.env.AMQP_URL === undefined && process.env.MONGO_URL === undefined) {
    fail("nothing runs here: start the platform with `npm start`, or set MONGO_URL and AMQP_URL");
  }
  const child = spawn(process.execPath, [path, ...process.argv.slice(2)], {
    stdio: "inherit",
    // The environment wins: a set variable means another platform than the one that runs here.
    env: { ...(platform === undefined ? {} : environmentFor(platform)), ...process.env },
  });
  return new Promise(() => {
    child.once("exit", (code) => process.exit(code ?? 1));
    child.once("error", (error) => fail(error.message));
  });
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
