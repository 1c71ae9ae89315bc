import { installPromtool } from "../infrastructure/promtool.ts";
import { runSteps } from "./run-steps.ts";
import { checkSteps, testSteps } from "./steps.ts";

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** `npm test`: everything. `npm test -- unit int`: only the steps named, and then the proofs of these kinds. */
const wanted = process.argv.slice(2);
if (wanted.length === 0) await installPromtool(say);
const all = [...checkSteps(), ...testSteps()];
const unknown = wanted.filter((name) => !all.some((step) => step.name === name));
if (unknown.length > 0) {
  say(`no such step: ${unknown.join(", ")}. There are: ${all.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
const named = all.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const runsTests = named.some(({ countsTests }) => countsTests);
const steps = all.filter((step) => named.includes(step) || (runsTests && step.readsReports === true));
const { passed, failed, failedStep } = await runSteps(steps, say);
say(failedStep === undefined ? "\nall steps passed" : `\nstopped at: ${failedStep}`);
say(`${passed} passed, ${failed} failed`);
process.exit(failedStep === undefined ? 0 : 1);
