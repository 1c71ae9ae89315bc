import { parentPort } from "node:worker_threads";
import { runWorld } from "./run-world.ts";
import type { Plan } from "./run-worlds.ts";

// Thousands of simulated faults are thrown, and their stack traces are never read.
Error.stackTraceLimit = 0;
parentPort?.on("message", async (plan: Plan) => parentPort?.postMessage(await runWorld(plan)));
