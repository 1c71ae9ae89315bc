import { MongoClient } from "mongodb";
import { measureDatabase } from "../bus/database-rates.ts";
import { concurrently } from "../concurrently.ts";
import type { OrdersParameters } from "../parameters.ts";
import type { Place } from "../servers.ts";
import { openServiceProcesses, type ServiceProcesses } from "../service-processes.ts";
import { median, quantile } from "../statistics.ts";
import { type FilledService, openFilledService } from "./filled-service.ts";
import { madeOrders } from "./made-orders.ts";
import { type DeciderFigures, measureDecider } from "./measure-decider.ts";

export type CommandFigures = {
  readonly clients: number;
  /** Of the rounds. */
  readonly commandsPerSecond: number;
  readonly slowest: number;
  readonly fastest: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** In all rounds. */
  readonly commands: number;
};

export type StoredFigures = {
  readonly wanted: number;
  readonly stored: number;
  /** In all rounds: so many commands, and pages of each list. */
  readonly samples: number;
  readonly commandP50Ms: number;
  readonly newestP50Ms: number;
  readonly newestP95Ms: number;
  readonly deadlineP50Ms: number;
  readonly deadlineP95Ms: number;
};

export type OrdersResult = {
  readonly decider: DeciderFigures;
  /** Two inserts each, in the same run, before any service. */
  readonly transactionsPerSecond: number;
  readonly commands: readonly CommandFigures[];
  readonly stored: readonly StoredFigures[];
  readonly storedInSeconds: number;
};

const clientCounts = [1, 10, 100] as const;
/** A list is read page after page, and from its beginning again after so many. */
const PAGES_IN_A_ROW = 10;

/** The decider by itself, then the service over HTTP: how many commands it takes, and whether many orders slow it down. */
export async function measureOrders(
  place: Place,
  parameters: OrdersParameters,
  say: (line: string) => void,
): Promise<OrdersResult> {
  const decider = measureDecider(parameters, say);
  const { transactionsPerSecond } = await measureDatabase(place);
  const client = await new MongoClient(place.mongoUrl).connect();
  const processes = await openServiceProcesses(place);
  try {
    const commands = await measureCommands(
      await openFilledService(place, processes, client, "commands"),
      parameters,
      say,
    );
    const { stored, storedInSeconds } = await measureStored(place, processes, client, parameters, say);
    return { decider, transactionsPerSecond, commands, stored, storedInSeconds };
  } finally {
    await processes.stop();
    await client.close();
  }
}

/** Every round goes through all numbers of clients, each time beginning with another end. The first only warms up. */
async function measureCommands(
  service: FilledService,
  { rounds, commands, commandsSeconds }: OrdersParameters,
  say: (line: string) => void,
): Promise<readonly CommandFigures[]> {
  const measured = clientCounts.map((clients) => ({
    clients,
    rates: none(),
    taken: none(),
  }));
  for (let round = 0; round <= rounds; round++) {
    for (const { clients, rates, taken } of round % 2 === 0 ? measured : measured.toReversed()) {
      const pending = await service.storePending(commands);
      const ofRound: number[] = [];
      const startedAt = performance.now();
      await concurrently(commands, clients, async (index) => {
        const order = pending[index];
        const isInTime = performance.now() - startedAt < commandsSeconds * 1_000;
        if (order && isInTime) ofRound.push(await service.accept(order));
      });
      const rate = ofRound.length / ((performance.now() - startedAt) / 1_000);
      const label = round === 0 ? "warm-up" : `round ${round}`;
      say(`orders, clients: ${clients}, ${label}: ${rate.toFixed(0)} commands/s`);
      if (round === 0) continue;
      rates.push(rate);
      taken.push(...ofRound);
    }
  }
  return measured.map(({ clients, rates, taken }) => ({
    clients,
    commandsPerSecond: median(rates),
    slowest: Math.min(...rates),
    fastest: Math.max(...rates),
    p50Ms: quantile(taken, 0.5),
    p99Ms: quantile(taken, 0.99),
    commands: taken.length,
  }));
}

/**
 * The stores of all sizes stand side by side, each with a service of its own, and are asked in turns, one request at a
 * time: what else happens on the machine meets all alike.
 */
async function measureStored(
  place: Place,
  processes: ServiceProcesses,
  client: MongoClient,
  { rounds, stored: sizes, storingBudgetSeconds, samples, samplesSeconds }: OrdersParameters,
  say: (line: string) => void,
): Promise<{ stored: readonly StoredFigures[]; storedInSeconds: number }> {
  const startedAt = performance.now();
  const endsAt = startedAt + storingBudgetSeconds * 1_000;
  const stores: Awaited<ReturnType<typeof fill>>[] = [];
  for (const wanted of sizes) stores.push(await fill(wanted));
  const storedInSeconds = (performance.now() - startedAt) / 1_000;

  async function fill(wanted: number) {
    const service = await openFilledService(place, processes, client, String(wanted));
    const stored = await service.store(madeOrders(wanted, service.people, new Date()), endsAt);
    say(`orders: ${stored} of ${wanted} are stored after ${seconds(startedAt)} s`);
    const places: Record<"newest" | "deadline", string | null> = { newest: null, deadline: null };
    return { wanted, stored, service, places, accepted: none(), newest: none(), deadline: none() };
  }

  for (let round = 0; round <= rounds; round++) {
    const pending = new Map<FilledService, Awaited<ReturnType<FilledService["storePending"]>>>();
    for (const { service } of stores) pending.set(service, await service.storePending(samples));
    const roundEndsAt = performance.now() + samplesSeconds * 1_000;
    for (let index = 0; index < samples && performance.now() < roundEndsAt; index++) {
      for (const store of index % 2 === 0 ? stores : stores.toReversed()) {
        const order = pending.get(store.service)?.[index];
        if (!order) throw new Error("there is no order to accept");
        const acceptedMs = await store.service.accept(order);
        if (round > 0) store.accepted.push(acceptedMs);
        for (const sort of ["newest", "deadline"] as const) {
          const cursor = index % PAGES_IN_A_ROW === 0 ? null : store.places[sort];
          const { ms, nextCursor } = await store.service.list(sort, cursor);
          store.places[sort] = nextCursor;
          if (round > 0) store[sort].push(ms);
        }
      }
    }
    say(`orders, stored, ${round === 0 ? "warm-up" : `round ${round}`}: done after ${seconds(startedAt)} s`);
  }
  return {
    storedInSeconds,
    stored: stores.map(({ wanted, stored, accepted, newest, deadline }) => ({
      wanted,
      stored,
      samples: accepted.length,
      commandP50Ms: quantile(accepted, 0.5),
      newestP50Ms: quantile(newest, 0.5),
      newestP95Ms: quantile(newest, 0.95),
      deadlineP50Ms: quantile(deadline, 0.5),
      deadlineP95Ms: quantile(deadline, 0.95),
    })),
  };
}

const none = (): number[] => [];
const seconds = (sinceMs: number) => ((performance.now() - sinceMs) / 1_000).toFixed(0);
