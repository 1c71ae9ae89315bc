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
  readonly latencies: Readonly<Record<Measured, Latencies>>;
};

/** What is asked of a store of each size: a command, and pages of the busy seller's lists. */
export const MEASURED_ONES = ["accept", "newest", "deadline", "inProgressByDeadline"] as const;
export type Measured = (typeof MEASURED_ONES)[number];

export type Latencies = { readonly samples: number; readonly p50Ms: number; readonly p95Ms: number };

const lists = {
  newest: "sort=newest",
  deadline: "sort=deadline",
  inProgressByDeadline: "state=in_progress&sort=deadline",
} as const satisfies Record<Exclude<Measured, "accept">, string>;

export type OrdersResult = {
  readonly decider: DeciderFigures;
  /** Two inserts each, in the same run, before any service. */
  readonly transactionsPerSecond: number;
  readonly commands: readonly CommandFigures[];
  readonly stored: readonly StoredFigures[];
  readonly storedInSeconds: number;
};

const CLIENT_COUNTS = [1, 10, 100] as const;
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
  const measured = CLIENT_COUNTS.map((clients) => ({
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
 * The stores of all sizes stand side by side, each with a service of its own. In a short turn for each thing that is
 * asked they are asked one after the other, one request at a time: what else happens on the machine meets all alike, and
 * something slow takes no time from the others.
 */
async function measureStored(
  place: Place,
  processes: ServiceProcesses,
  client: MongoClient,
  { rounds, stored: sizes, storingBudgetSeconds, samples, turnSeconds }: OrdersParameters,
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
    const taken = { accept: none(), newest: none(), deadline: none(), inProgressByDeadline: none() };
    return { wanted, stored, service, taken };
  }

  for (let round = 0; round <= rounds; round++) {
    for (const measured of MEASURED_ONES) {
      const requests = await Promise.all(stores.map(({ service }) => requestsOf(service, measured, samples)));
      const turns = stores.map(({ taken }, index) => ({ taken: taken[measured], ask: requests[index] }));
      const turnEndsAt = performance.now() + turnSeconds * 1_000;
      for (let index = 0; index < samples && performance.now() < turnEndsAt; index++) {
        for (const { taken, ask } of index % 2 === 0 ? turns : turns.toReversed()) {
          const ms = (await ask?.(index)) ?? Number.NaN;
          if (round > 0) taken.push(ms);
        }
      }
      const label = round === 0 ? "warm-up" : `round ${round}`;
      say(`orders, stored, ${label}: ${measured} is done after ${seconds(startedAt)} s`);
    }
  }
  return {
    storedInSeconds,
    stored: stores.map(({ wanted, stored, taken }) => ({
      wanted,
      stored,
      latencies: {
        accept: latenciesOf(taken.accept),
        newest: latenciesOf(taken.newest),
        deadline: latenciesOf(taken.deadline),
        inProgressByDeadline: latenciesOf(taken.inProgressByDeadline),
      },
    })),
  };
}

/** Makes ready what one turn asks of one service, and returns how long each request takes. */
async function requestsOf(
  service: FilledService,
  measured: Measured,
  samples: number,
): Promise<(index: number) => Promise<number>> {
  if (measured === "accept") {
    const pending = await service.storePending(samples);
    return (index) => {
      const order = pending[index];
      if (!order) throw new Error("there is no order to accept");
      return service.accept(order);
    };
  }
  let place: string | null = null;
  return async (index) => {
    const page = await service.list(lists[measured], index % PAGES_IN_A_ROW === 0 ? null : place);
    place = page.nextCursor;
    return page.ms;
  };
}

const latenciesOf = (taken: readonly number[]): Latencies => ({
  samples: taken.length,
  p50Ms: quantile(taken, 0.5),
  p95Ms: quantile(taken, 0.95),
});
const none = (): number[] => [];
const seconds = (sinceMs: number) => ((performance.now() - sinceMs) / 1_000).toFixed(0);
