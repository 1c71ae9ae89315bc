import { type E2ePlatform, SERVICES } from "@vc/dev";
import type { MongoClient } from "mongodb";

export type ServiceName = (typeof SERVICES)[number];

/** What a service has done since it started. */
export type ServiceCounters = {
  /** Answers to HTTP requests, those to health checks and to this reading left out. */
  readonly requests: number;
  /** Messages that the broker confirmed. */
  readonly published: number;
  /** Deliveries that the service answered to the broker. */
  readonly consumed: number;
  readonly cpuSeconds: number;
};

export type Counters = {
  readonly atMs: number;
  readonly services: Readonly<Record<ServiceName, ServiceCounters>>;
  /** Operations of all clients of the database server, by kind. */
  readonly database: Readonly<Record<string, number>>;
};

/** Reads what every service and the database say of themselves. Of several instances only one is heard. */
export async function readCounters(urls: E2ePlatform["urls"], mongo: MongoClient): Promise<Counters> {
  const { opcounters } = await mongo.db("admin").command({ serverStatus: 1 });
  const read = await Promise.all(
    SERVICES.map(async (name) => {
      // The gateway's own port is public, so its metrics have another.
      const url = urls[name === "gateway" ? "gateway-metrics" : name];
      return [name, countersIn(await metricsOf(url))] as const;
    }),
  );
  return {
    atMs: performance.now(),
    // Every service is in the list.
    services: Object.fromEntries(read) as Record<ServiceName, ServiceCounters>,
    database: opcounters,
  };
}

async function metricsOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/metrics`);
  if (!answer.ok) throw new Error(`${url}/metrics answered ${answer.status}`);
  return answer.text();
}

function countersIn(metrics: string): ServiceCounters {
  const lines = metrics.split("\n");
  const sum = (name: string) =>
    lines
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
      .filter((line) => !/route="\/(metrics|health)/.test(line))
      .reduce((total, line) => total + Number(line.slice(line.lastIndexOf(" "))), 0);
  return {
    requests: sum("http_request_duration_seconds_count"),
    published: sum("bus_published_total"),
    consumed: sum("bus_consumed_total"),
    cpuSeconds: sum("process_cpu_seconds_total"),
  };
}

/** What was done from one reading to the other, less what an idle platform does in the same time. */
export function workBetween(
  before: Counters,
  after: Counters,
  idle: { readonly before: Counters; readonly after: Counters },
): Pick<Counters, "services" | "database"> {
  const seconds = (after.atMs - before.atMs) / 1_000;
  const idleSeconds = (idle.after.atMs - idle.before.atMs) / 1_000;
  const work = (of: (counters: Counters) => number) =>
    of(after) - of(before) - ((of(idle.after) - of(idle.before)) * seconds) / idleSeconds;
  const services = SERVICES.map((name) => {
    const counted = (of: keyof ServiceCounters) => work((counters) => counters.services[name][of]);
    const own: ServiceCounters = {
      requests: counted("requests"),
      published: counted("published"),
      consumed: counted("consumed"),
      cpuSeconds: counted("cpuSeconds"),
    };
    return [name, own] as const;
  });
  const kinds = Object.keys(after.database);
  return {
    // Every service is in the list.
    services: Object.fromEntries(services) as Record<ServiceName, ServiceCounters>,
    database: Object.fromEntries(kinds.map((kind) => [kind, work(({ database }) => database[kind] ?? 0)])),
  };
}
