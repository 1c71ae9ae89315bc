import { writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { say } from "../settings.ts";
import { soakDocument } from "./report.ts";
import { runSoak } from "./run-soak.ts";

const USAGE = `npm run soak -- [--minutes 30] [--seed <number>] [--report docs/soak.md]

Lets people trade on a platform of its own while its processes, broker and database are restarted at random, and
makes the account at the end. Exit code 1 when anything is wrong.`;

const { values: options } = parseArgs({
  options: {
    minutes: { type: "string", default: "30" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1_000_000)) },
    report: { type: "string", default: join(import.meta.dirname, "../../../../docs/soak.md") },
    help: { type: "boolean", default: false },
  },
});
const parameters = { minutes: Number(options.minutes), seed: Number(options.seed) };
const makesSense = parameters.minutes > 0 && Number.isSafeInteger(parameters.seed);
if (options.help || !makesSense) {
  say(USAGE);
  process.exit(options.help ? 0 : 2);
}

const load = () =>
  loadavg()
    .map((value) => value.toFixed(2))
    .join(" ");
const startedAt = new Date();
const before = load();
const result = await runSoak(parameters, say);
await writeFile(options.report, soakDocument(parameters, result, startedAt, { before, after: load() }));
say(`written: ${options.report}`);
say(result.wrong.length === 0 ? "nothing is wrong" : `wrong: ${result.wrong.length}`);
process.exit(result.wrong.length === 0 ? 0 : 1);
