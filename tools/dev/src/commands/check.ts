import { runSteps } from "./run-steps.ts";
import { checkSteps } from "./steps.ts";

/** `npm run check`: everything that is checked without running a test. */
const say = (line: string) => void process.stdout.write(`${line}\n`);
const { failedStep } = await runSteps(checkSteps(), say);
process.exit(failedStep === undefined ? 0 : 1);
