import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { becomesTrue, concurrently } from "../concurrently.ts";
import type { BusParameters } from "../parameters.ts";
import type { Place } from "../servers.ts";
import { median, quantile } from "../statistics.ts";
import type { Contestant, OpenContestant, Sample, Storing } from "./contestant.ts";
import { type DatabaseRates, measureDatabase } from "./database-rates.ts";
import { golevelup } from "./golevelup.ts";
import { rascal } from "./rascal.ts";
import { rawAmqplib } from "./raw-amqplib.ts";
import { vcBus } from "./vc-bus.ts";

export type BusFigures = {
  readonly contestant: string;
  readonly storing: Storing;
  /** Medians of the rounds. */
  readonly eventsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The slowest and the fastest round, to see how far to trust the median. */
  readonly slowest: number;
  readonly fastest: number;
};

export type BusResult = { readonly figures: readonly BusFigures[]; readonly database: DatabaseRates };

/** The bus first: the others are compared with it. */
const contestants: readonly Contestant[] = [vcBus, rawAmqplib, golevelup, rascal];

/** Most events in flight, the same for every contestant: enough to keep each of them busy. */
const inFlight = { nothing: 500, transactions: 50 } as const;
/** An event without an effect by then counts as lost; the figures of a contestant that loses events are void. */
const LOST_AFTER_MS = 30_000;
const ROUND_LIMIT_MS = 120_000;

type Round = { eventsPerSecond: number; latenciesMs: readonly number[] };

/**
 * Every round runs every contestant, each time from another one on, so that what else happens on the machine meets
 * all alike. The first round only warms up.
 */
export async function measureBus(
  place: Place,
  parameters: BusParameters,
  say: (line: string) => void,
): Promise<BusResult> {
  const figures: BusFigures[] = [];
  const database: DatabaseRates[] = [];
  for (const storing of ["nothing", "transactions"] as const) {
    const rounds = new Map<Contestant, Round[]>(contestants.map((contestant) => [contestant, []]));
    for (let round = 0; round <= parameters.rounds; round++) {
      for (const contestant of rotated(contestants, round)) {
        const measured = await measureRound(contestant, place, storing, parameters, round === 0);
        say(
          `bus, ${storing} stored, ${round === 0 ? "warm-up" : `round ${round}`}: ${contestant.name} ` +
            `${measured.eventsPerSecond.toFixed(0)} events/s, p99 ${quantile(measured.latenciesMs, 0.99).toFixed(1)} ms`,
        );
        if (round > 0) rounds.get(contestant)?.push(measured);
      }
      // In every round too: the machine may be busier in one than in another.
      if (storing === "transactions") database.push(await measureDatabase(place));
    }
    for (const contestant of contestants) {
      figures.push(summarise(contestant, storing, rounds.get(contestant) ?? []));
    }
  }
  return {
    figures,
    database: {
      transactionsPerSecond: median(database.map((each) => each.transactionsPerSecond)),
      insertsPerSecond: median(database.map((each) => each.insertsPerSecond)),
    },
  };
}

function rotated<T>(all: readonly T[], by: number): readonly T[] {
  const from = by % all.length;
  return [...all.slice(from), ...all.slice(0, from)];
}

function summarise(contestant: Contestant, storing: Storing, rounds: readonly Round[]): BusFigures {
  const rates = rounds.map(({ eventsPerSecond }) => eventsPerSecond);
  const latency = (share: number) => median(rounds.map(({ latenciesMs }) => quantile(latenciesMs, share)));
  return {
    contestant: contestant.name,
    storing,
    eventsPerSecond: median(rates),
    p50Ms: latency(0.5),
    p99Ms: latency(0.99),
    slowest: Math.min(...rates),
    fastest: Math.max(...rates),
  };
}

async function measureRound(
  contestant: Contestant,
  place: Place,
  storing: Storing,
  parameters: BusParameters,
  isWarmUp: boolean,
): Promise<Round> {
  const effects = new Map<string, number>();
  let arrived: (id: string) => void = () => {};
  const open = await contestant.open({
    place,
    storing,
    onEffect: ({ id, sentAt }) => {
      effects.set(id, performance.now() - sentAt);
      arrived(id);
    },
  });
  try {
    const all = storing === "nothing" ? parameters.events : parameters.storedEvents;
    const count = isWarmUp ? Math.ceil(all / 4) : all;
    const startedAt = performance.now();
    const waiting = new Map<string, () => void>();
    arrived = (id) => waiting.get(id)?.();
    const through = concurrently(count, inFlight[storing], async () => {
      const sample = takeSample();
      const effect = new Promise<void>((resolve) => waiting.set(sample.id, resolve));
      await open.publish(sample);
      await effect;
      waiting.delete(sample.id);
    });
    await Promise.race([through, pause(ROUND_LIMIT_MS, undefined, { ref: false })]);
    const seconds = (performance.now() - startedAt) / 1_000;
    if (effects.size !== count)
      throw new Error(`${contestant.name}: ${effects.size} of ${count} events in ${seconds} s`);
    const latenciesMs = isWarmUp ? [] : await pacedLatencies(open, effects, storing, parameters);
    return { eventsPerSecond: count / seconds, latenciesMs };
  } finally {
    await open.close();
  }
}

/** From before `publish` to the effect, at a pace that keeps no queue waiting. */
async function pacedLatencies(
  open: OpenContestant,
  effects: Map<string, number>,
  storing: Storing,
  { paceWithDatabase, paceWithoutDatabase, pacedSeconds }: BusParameters,
): Promise<readonly number[]> {
  effects.clear();
  const perSecond = storing === "nothing" ? paceWithoutDatabase : paceWithDatabase;
  const count = perSecond * pacedSeconds;
  const publishing: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < count; index++) {
    const dueInMs = startedAt + (index * 1_000) / perSecond - performance.now();
    if (dueInMs > 0) await pause(dueInMs);
    publishing.push(open.publish(takeSample()));
  }
  await Promise.all(publishing);
  if (!(await becomesTrue(() => effects.size === count, LOST_AFTER_MS))) {
    throw new Error(`${count - effects.size} events were lost`);
  }
  return [...effects.values()];
}

function takeSample(): Sample {
  return { id: randomBytes(12).toString("hex"), sentAt: performance.now(), note: "n".repeat(150) };
}
