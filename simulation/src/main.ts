import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { moves } from "../../services/orders/src/orders/lifecycle.ts";
import { describeWorld } from "./report.ts";
import { planWorlds, runWorlds } from "./run-worlds.ts";
import { SITUATIONS, type Situation } from "./situations.ts";

/** `npm run simulate -- --seed N --orders M`: runs worlds of orders and prints their failures. */
const say = (line: string) => void process.stdout.write(`${line}\n`);

const given = parseArgs({
  options: {
    seed: { type: "string" },
    orders: { type: "string", default: "10000" },
    verbose: { type: "boolean" },
  },
}).values;
const [seed, orders] = [Number(given.seed ?? randomInt(2 ** 40)), Number(given.orders)];
if (!Number.isSafeInteger(seed) || seed < 0 || !Number.isSafeInteger(orders) || orders < 1) {
  say("usage: npm run simulate -- [--seed N] [--orders M] [--verbose]   (whole numbers; M at least 1)");
  process.exit(2);
}

const startedAt = performance.now();
const worlds = planWorlds(seed, orders);
say(`${orders} orders in ${worlds.length} worlds, seeds ${seed} to ${seed + worlds.length - 1}`);
let [steps, crashes, failures] = [0, 0, 0];
const made: Record<string, number> = {};
const met: Partial<Record<Situation, number>> = {};
await runWorlds(worlds, (world) => {
  steps += world.steps;
  crashes += world.crashes;
  for (const [move, times] of Object.entries(world.moves)) made[move] = (made[move] ?? 0) + times;
  for (const situation of SITUATIONS)
    met[situation] = (met[situation] ?? 0) + (world.situations[situation] ?? 0);
  if (world.failure !== null) failures++;
  if (world.failure !== null || given.verbose || worlds.length === 1) say(describeWorld(world));
});

const rows = moves.flatMap(({ on, by, from }) => from.map((state) => `${on} by ${by} in ${state}`));
const never = [...new Set(rows)].filter((row) => made[row] === undefined);
const seconds = (performance.now() - startedAt) / 1_000;
const { user, system } = process.cpuUsage();
const processorSeconds = (user + system) / 1e6;
say(
  `${steps} steps, ${crashes} crashes of a process, ${seconds.toFixed(1)} s (${processorSeconds.toFixed(1)} s of processor time)`,
);
say(`met: ${SITUATIONS.map((situation) => `${situation} (${met[situation] ?? 0})`).join(", ")}`);
if (never.length > 0) say(`moves of the table that did not occur: ${never.join("; ")}`);
say(failures === 0 ? "no invariant was broken" : `${failures} of ${worlds.length} worlds broke an invariant`);
process.exit(failures === 0 ? 0 : 1);
