import { parentPort } from "node:worker_threads";
import type { Plan } from "./run-worlds.ts";
import { liveThroughWorld } from "./world.ts";

// Faults are thrown by the thousand here, and nobody reads where they came from.
Error.stackTraceLimit = 0;
parentPort?.on("message", async (plan: Plan) => parentPort?.postMessage(await liveThroughWorld(plan)));
