import { type E2ePlatform, SERVICES, startE2ePlatform } from "@vc/dev";
import { randomFrom, shuffled } from "@vc/testing";
import { createTraders, worldAt } from "@vc/testing/journey";
import { mailbox } from "@vc/testing/people";
import { afterEach, beforeEach, expect, it } from "vitest";
import { checkPlatform } from "./check-platform.ts";
import { say, seed } from "./settings.ts";

/** 48 h pass in 120 s: no deadline passes while a service is away, and each can still be waited for. */
const POLICY_TIME_SCALE = 1_440;
const WINDOWS = { PAYMENT_WINDOW: "PT3M", COMPLETION_WINDOW: "P2D" };
/** Every service in two processes, as in production, and traders enough that orders are always under way. */
const INSTANCES = 2;
const GROUPS = 3;

let platform: E2ePlatform;
let restart: (name: string, signal: NodeJS.Signals) => Promise<{ code: number | null; tookMs: number }>;
let stop: () => Promise<void>;
beforeEach(async () => {
  const started = await startE2ePlatform({
    policyTimeScale: POLICY_TIME_SCALE,
    environment: WINDOWS,
    instances: INSTANCES,
    log: say,
  });
  ({ platform, restart, stop } = started);
}, 240_000);
afterEach(() => stop(), 120_000);

const processes = SERVICES.flatMap((name) => [name, `${name}-2`]);

async function rollGracefully(enough: AbortSignal): Promise<void> {
  for (const name of processes) {
    if (enough.aborted) return;
    const { code, tookMs } = await restart(name, "SIGTERM");
    say(`${name} left on SIGTERM within ${Math.round(tookMs)} ms`);
    expect({ name, code }).toEqual({ name, code: 0 });
    expect(tookMs, `${name} on SIGTERM`).toBeLessThan(10_000);
  }
}

/** Each process alone, in an order of the seed's; then both of a service at the same moment. */
async function rollByForce(enough: AbortSignal, random: () => number): Promise<void> {
  const alone = shuffled(processes, random).map((name) => [name]);
  const together = shuffled(SERVICES, random).map((name) => [name, `${name}-2`]);
  for (const names of [...alone, ...together]) {
    if (enough.aborted) return;
    await Promise.all(names.map((name) => restart(name, "SIGKILL")));
  }
}

it("R27, R39: every order ends as its client expects though each service is restarted and killed under it", async () => {
  const groups = await Promise.all(Array.from({ length: GROUPS }, () => createTraders(worldAt(platform))));
  const enough = new AbortController();
  const until = enough.signal;
  try {
    const clock = Promise.all(groups.map((traders) => traders.letDeadlinesPass()));
    const playing = Promise.all(groups.map((traders) => traders.trade(until)));
    const restarting = rollGracefully(until).then(() => rollByForce(until, randomFrom(seed)));
    // The first task that ends, well or badly, ends the others.
    const all = [clock, playing.finally(() => enough.abort()), restarting.finally(() => enough.abort())];
    await Promise.allSettled(all);
    await Promise.all(all);
    expect(await checkPlatform(platform, groups, await mailbox(platform).all())).toEqual([]);
    const orders = groups.flatMap((traders) => traders.expected()).length;
    const kills = 2 * processes.length;
    say(`platform: ${processes.length} restarts, ${kills} kills, ${orders} orders, seed ${seed}`);
  } finally {
    for (const traders of groups) traders.close();
  }
}, 900_000);
