import { runSteps } from "./run-steps.ts";
import { faultSteps } from "./steps.ts";

/** `npm run test:faults`: breaks things on purpose, often, and counts what is left. Takes many minutes. */
process.env.FAULTS = "long";
const say = (line: string) => void process.stdout.write(`${line}\n`);
const { passed, failed, failedStep } = await runSteps(faultSteps(), say);
say(`${passed} passed, ${failed} failed`);
process.exit(failedStep === undefined ? 0 : 1);
