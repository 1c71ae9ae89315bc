import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Runs the garbage collector, as it would run by itself with time. */
export async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  for (let round = 0; round < 5; round += 1) {
    runInNewContext("gc")();
    await setImmediate();
  }
}
