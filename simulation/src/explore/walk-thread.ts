import { parentPort } from "node:worker_threads";
import { withoutIntervals } from "../engine/processes.ts";
import { noteTakenRows } from "./rows.ts";
import type { WalkOrder, WalkReport } from "./run-walks.ts";
import { walk } from "./walk.ts";
import { walkNamed } from "./walks.ts";

// Refusals of Stripe are thrown by the thousand, and their stack traces are never read.
Error.stackTraceLimit = 0;

const taken = noteTakenRows();

parentPort?.on("message", async ({ name, isShort, ...bounds }: WalkOrder) => {
  const result = await withoutIntervals(() => walk(walkNamed(name, isShort), bounds));
  parentPort?.postMessage({ ...result, rows: [...taken] } satisfies WalkReport);
});
