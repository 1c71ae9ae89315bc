import { randomInt } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { assertLedgerBalances, STATE_DIR, startE2ePlatform } from "@vc/dev";
import { worldAt } from "@vc/testing/journey";
import { installSchemathesis, runSchemathesis } from "./run-schemathesis.ts";
import { setFuzzScene } from "./scene.ts";
import { summaryOf } from "./summary.ts";

const usage = `npm run fuzz -- [--minutes M] [--seed N] [--only REGEX] [--workers W]

Starts a platform of its own and lets schemathesis ask every operation of its OpenAPI document, with all checks.
  --minutes  how long it runs. Default: 10
  --seed     of an earlier run, to generate the same again
  --only     only the paths that this regular expression finds
  --workers  how many requests at once. Default: 2
`;

const print = (line: string) => void process.stdout.write(`${line}\n`);

const { values: given } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: String(randomInt(2 ** 32)) },
    only: { type: "string" },
    workers: { type: "string", default: "2" },
    help: { type: "boolean", default: false },
  },
});
const [minutes, seed, workers] = [Number(given.minutes), Number(given.seed), Number(given.workers)];
const isUnderstood = minutes > 0 && Number.isSafeInteger(seed) && seed >= 0 && workers >= 1;
if (given.help || !isUnderstood) {
  print(usage);
  process.exit(given.help ? 0 : 2);
}

const folder = join(STATE_DIR, "fuzz");
const binDir = await installSchemathesis(print);
// No deadline of the rules passes meanwhile: what an operation answers depends on what was asked alone.
const { platform, stop } = await startE2ePlatform({ policyTimeScale: 1, log: print });
try {
  print("setting the scene: people, listings and orders in every state");
  const scene = await setFuzzScene(worldAt(platform));
  print(`asking for ${minutes} min, with the seed ${seed}`);
  const run = { gatewayUrl: platform.gatewayUrl, scene, minutes, seed, only: given.only, workers, folder };
  const { code, report } = await runSchemathesis(binDir, run);
  print(summaryOf(report));
  assertLedgerBalances(platform);
  print(`seed ${seed}; every failure, with how to ask for it by curl: ${folder}/output.txt`);
  process.exitCode = code ?? 1;
} finally {
  await stop();
}
