import { behaviours } from "./behaviours.ts";
import { type Comparison, compareAll } from "./compare.ts";
import { readTestKey, sandboxSubject } from "./sandbox-subject.ts";

/**
 * `npm run stripe:sandbox`: does the conformance tests at Stripe itself, in a test account, and prints what differs from
 * the simulator. `STRIPE_SANDBOX_KEY` is the account's secret test key; `STRIPE_SANDBOX_ACCOUNT`, an onboarded
 * recipient of it, spares making one. The exit status is 1 when something differs.
 */
const say = (line: string) => void process.stdout.write(`${line}\n`);

function describe({ id, result, detail }: Comparison): string {
  return `${result.padEnd(8)} ${id}${detail === null ? "" : `\n         ${detail.replaceAll("\n", "\n         ")}`}`;
}

async function main(): Promise<number> {
  const key = readTestKey(process.env.STRIPE_SANDBOX_KEY);
  const subject = sandboxSubject(key, process.env.STRIPE_SANDBOX_ACCOUNT);
  if ((await subject.stripe.balance.retrieve()).livemode) throw new Error("this is a live account");
  try {
    const tried = behaviours.filter(({ where }) => where === "anywhere");
    const comparisons = await compareAll(subject, tried, (comparison) => say(describe(comparison)));
    const countOf = (result: Comparison["result"]) =>
      comparisons.filter((comparison) => comparison.result === result).length;
    say(`${countOf("same")} as simulated, ${countOf("differs")} differ, ${countOf("unknown")} unknown`);
    return countOf("differs") === 0 ? 0 : 1;
  } finally {
    await subject.cleanUp();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
