import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { isAlive } from "../processes/is-alive.ts";
import { STATE_DIR } from "../workspace.ts";
import { readJson } from "./secrets.ts";

const RunningPlatform = z.object({
  launcherPid: z.int(),
  gatewayUrl: z.string(),
  maildevUrl: z.string(),
  /** The simulator's, where there is one: with a key of the user's own it is Stripe itself. */
  stripeApiUrl: z.string().optional(),
  mongoUrl: z.string(),
  amqpUrl: z.string(),
  namespace: z.string(),
  databasePrefix: z.string(),
});
/** What commands beside a running `npm start` need to know of it. */
export type RunningPlatform = z.infer<typeof RunningPlatform>;

const FILE = join(STATE_DIR, "running.json");

/** The `npm start` that runs on this workspace now; undefined when there is none, also after one that was killed. */
export async function runningPlatform(): Promise<RunningPlatform | undefined> {
  const parsed = RunningPlatform.safeParse(await readJson(FILE));
  return parsed.success && isAlive(parsed.data.launcherPid) ? parsed.data : undefined;
}

export function announceRunning(platform: RunningPlatform): Promise<void> {
  return writeFile(FILE, `${JSON.stringify(platform, null, 2)}\n`);
}

export function withdrawRunning(): Promise<void> {
  return rm(FILE, { force: true });
}
