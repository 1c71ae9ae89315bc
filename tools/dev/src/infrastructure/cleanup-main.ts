import { rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { type RunNames, removeNamespace } from "./remove-namespace.ts";

/** Services of the killed run stop within 10 s of their parent's death and may declare queues until then. */
const SERVICES_GONE_AFTER_MS = 12_000;

// Signals meant for the run (Ctrl-C in a terminal, a group kill) must not end its cleanup.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});

const lines: string[] = [];
for await (const line of createInterface({ input: process.stdin })) lines.push(line);

const [names, stopLine] = lines;
if (names !== undefined && stopLine === undefined) {
  // Only startCleanupProcess writes this line.
  const run = JSON.parse(names) as RunNames;
  const silently = () => {};
  await removeNamespace(run, silently).catch(silently);
  await pause(SERVICES_GONE_AFTER_MS);
  await removeNamespace(run, silently).catch(silently);
  for (const folder of run.folders) await rm(folder, { recursive: true, force: true });
}
