import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  describeMongo,
  describeRabbitmq,
  privateBroker,
  privateDatabase,
  SERVICES,
  type StartedPlatform,
  startE2ePlatform,
} from "@vc/dev";
import { randomFrom, tally } from "@vc/testing";
import { createTraders, type Traders, worldAt } from "@vc/testing/journey";
import { checkPlatform } from "../check-platform.ts";
import { countedFetch, type Met } from "../counted-fetch.ts";
import { closeProxied, openProxied, type ProxiedServer, stopAndStart } from "../proxied-server.ts";
import { untilEmpty } from "../queues.ts";
import { collectMails, type Envelope } from "./collect-mails.ts";
import { type MemoryTrend, memoryTrends } from "./memory.ts";
import { type Fault, planFaults, type ServerName } from "./plan.ts";
import { type Seen, watch } from "./watch.ts";

export interface SoakParameters {
  readonly minutes: number;
  readonly seed: number;
}

/** A fault, and how long it took until every process was ready again. */
export interface FaultMet {
  readonly fault: Fault;
  readonly recoveredMs: number;
}

export interface SoakResult {
  readonly faults: readonly FaultMet[];
  /** Orders by the state in which they ended. */
  readonly ends: ReadonlyMap<string, number>;
  readonly met: Met;
  readonly seen: Seen;
  readonly trends: readonly MemoryTrend[];
  readonly mails: number;
  readonly servers: readonly string[];
  readonly tookMs: number;
  /** All that is not as it has to be; nothing, when all went well. */
  readonly wrong: readonly string[];
}

/** 48 h pass in 120 s: short enough to wait for, long enough that who acts at once acts in time whatever is away. */
const POLICY_TIME_SCALE = 1_440;
const windows = { PAYMENT_WINDOW: "PT3M", COMPLETION_WINDOW: "P2D" };
const INSTANCES = 2;
/** Pairs of a buyer and a seller: a load that two cores have air to recover under. */
const GROUPS = 3;
const restMs = { shortest: 1_000, longest: 3_000 };
/** Between two faults, once everything is ready again. */
const calmMs = { shortest: 5_000, longest: 20_000 };
/** From this part of the run on one process of each service is left alone, so that its memory can be judged. */
const SPARED_FROM = 1 / 3;
const LEAVES_WITHIN_MS = 10_000;

/** People trade on a platform of their own while its processes, broker and database are restarted at random. */
export async function runSoak(parameters: SoakParameters, say: (line: string) => void): Promise<SoakResult> {
  const folder = await mkdtemp(join(tmpdir(), "vc-soak-"));
  const undo: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const broker = await openProxied(privateBroker(join(folder, "broker"), say));
    undo.push(() => closeProxied(broker));
    const database = await openProxied(privateDatabase(join(folder, "database"), say));
    undo.push(() => closeProxied(database));
    const started = await startE2ePlatform({
      policyTimeScale: POLICY_TIME_SCALE,
      environment: windows,
      instances: INSTANCES,
      servers: { mongoUrl: database.proxy.url, amqpUrl: broker.proxy.url, folder },
      log: say,
    });
    undo.push(started.stop);
    return await tradeUnderFaults(parameters, started, { broker, database }, say);
  } finally {
    for (const step of undo.toReversed()) await step().catch((error: unknown) => say(String(error)));
  }
}

async function tradeUnderFaults(
  { minutes, seed }: SoakParameters,
  started: StartedPlatform,
  servers: Readonly<Record<ServerName, ProxiedServer>>,
  say: (line: string) => void,
): Promise<SoakResult> {
  const { platform, processes } = started;
  const random = randomFrom(seed);
  const { fetch, met } = countedFetch();
  const wrong: string[] = [];
  const startedAtMs = performance.now();
  const note = (error: unknown) => {
    const line = `${minutesSince(startedAtMs)}: ${error instanceof Error ? error.message : String(error)}`;
    say(`WRONG ${line}`);
    wrong.push(line);
  };
  const groups = await Promise.all(
    Array.from({ length: GROUPS }, (_, index) =>
      createTraders(worldAt(platform), { random: randomFrom(seed + index + 1), fetch }),
    ),
  );
  say(`${GROUPS} pairs trade for ${minutes} minutes, seed ${seed}`);

  const loadEndsAtMs = performance.now() + minutes * 60_000;
  const load = new AbortController();
  const watching = new AbortController();
  const sparedFromMs = performance.now() + minutes * 60_000 * SPARED_FROM;
  const spared = SERVICES.map((name) => (random() < 0.5 ? name : `${name}-2`));
  const isSpared = (name: string) => performance.now() >= sparedFromMs && spared.includes(name);
  const atRisk = () =>
    new Map(SERVICES.map((name) => [name, [name, `${name}-2`].filter((each) => !isSpared(each))]));

  const mailing = collectMails(platform.maildevUrl, watching.signal).catch((error: unknown) => {
    note(error);
    return [] satisfies Envelope[];
  });
  const watcher = watch(started, watching.signal);
  const trading = Promise.all(groups.map((traders) => trade(traders, load.signal, random, note)));
  const faults: FaultMet[] = [];
  const plan = planFaults(random, atRisk);
  for (;;) {
    await pause(between(calmMs, random));
    if (performance.now() >= loadEndsAtMs) break;
    const fault = plan.next().value;
    const recoveredMs = await apply(fault, started, servers, random).catch(note);
    if (recoveredMs === undefined) continue;
    faults.push({ fault, recoveredMs });
    const orders = groups.flatMap((traders) => traders.expected()).length;
    say(
      `${minutesSince(startedAtMs)}: ${inWords(fault)}, ready after ${seconds(recoveredMs)}; ${orders} orders have ended`,
    );
  }
  load.abort();
  say("no more faults and no new orders; waiting for those under way");
  await trading;
  watching.abort();
  await watcher.done;
  const mails = await mailing;
  for (const traders of groups) await traders.browse().catch(note);

  // The command that checks the ledger blocks this process, and with it the proxies.
  const direct = { ...platform, mongoUrl: servers.database.directUrl, amqpUrl: servers.broker.directUrl };
  const seen = watcher.seen();
  await untilEmpty(direct.amqpUrl, [...seen.deepest.keys()]).catch(note);
  for (const line of await checkPlatform(direct, groups, mails)) note(line);
  for (const { name, deaths } of processes)
    if (deaths() > 0) note(`${name} died ${deaths()} times by itself`);
  if (met.answered[500] > 0) note(`${met.answered[500]} answers were 500`);
  const trends = memoryTrends(seen.memory, spared, sparedFromMs);
  for (const { name, isFlat } of trends) if (!isFlat) note(`the memory of ${name} grows`);
  for (const traders of groups) traders.close();
  return {
    faults,
    ends: tally(groups.flatMap((traders) => traders.expected())),
    met,
    seen,
    trends,
    mails: mails.length,
    servers: [
      servers.database.server.chosen(),
      await describeMongo(direct.mongoUrl),
      await describeRabbitmq(direct.amqpUrl),
    ],
    tookMs: performance.now() - startedAtMs,
    wrong,
  };
}

/** Until the signal; then every order that is under way is brought to its end. What goes wrong is noted, and they go on. */
async function trade(
  traders: Traders,
  stop: AbortSignal,
  random: () => number,
  note: (error: unknown) => void,
): Promise<void> {
  const rest = () => pause(between(restMs, random));
  const onAndOn = async (work: () => Promise<unknown>) => {
    while (!stop.aborted) {
      await work().catch(note);
      await rest();
    }
  };
  await Promise.all([
    onAndOn(() => traders.trade(stop, rest)),
    onAndOn(() => traders.letDeadlinesPass()),
    onAndOn(() => traders.browse()),
  ]);
}

/** @returns how long it took from the fault until every process was ready */
async function apply(
  fault: Fault,
  { restart, allReady }: Pick<StartedPlatform, "restart" | "allReady">,
  servers: Readonly<Record<ServerName, ProxiedServer>>,
  random: () => number,
): Promise<number> {
  const startedAtMs = performance.now();
  if (fault.kind === "stopped and started") {
    await stopAndStart(
      fault.servers.map((name) => servers[name]),
      random,
    );
    await allReady();
    return performance.now() - startedAtMs;
  }
  const signal = fault.kind === "killed" ? "SIGKILL" : "SIGTERM";
  const left = await Promise.all(fault.processes.map((name) => restart(name, signal)));
  for (const { code, tookMs } of fault.kind === "killed" ? [] : left) {
    if (code !== 0 || tookMs > LEAVES_WITHIN_MS)
      throw new Error(`${fault.processes.join()} left on SIGTERM with code ${code} after ${seconds(tookMs)}`);
  }
  return performance.now() - startedAtMs;
}

function between({ shortest, longest }: { shortest: number; longest: number }, random: () => number): number {
  return shortest + random() * (longest - shortest);
}

/** `orders and orders-2 killed` */
export function inWords(fault: Fault): string {
  const what = fault.kind === "stopped and started" ? fault.servers : fault.processes;
  return `${what.join(" and ")} ${fault.kind}`;
}

export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function minutesSince(startedAtMs: number): string {
  const passed = Math.round((performance.now() - startedAtMs) / 1_000);
  return `${Math.floor(passed / 60)}:${String(passed % 60).padStart(2, "0")}`;
}
