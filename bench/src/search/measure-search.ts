import { createBus } from "@vc/bus";
import { readCorpus } from "@vc/catalog/relevance/corpus.ts";
import { composeCatalog } from "@vc/catalog/src/deps.ts";
import type { ListingDocument } from "@vc/catalog/src/listings/model.ts";
import { createListingStore } from "@vc/catalog/src/listings/store.ts";
import { createLogger, systemClock } from "@vc/http";
import { openConnection, openDatabase } from "@vc/service";
import { Registry } from "prom-client";
import type { SearchParameters } from "../parameters.ts";
import type { Place } from "../servers.ts";
import { median, quantile } from "../statistics.ts";
import { madeListings } from "./made-listings.ts";
import { searches } from "./searches.ts";

export type SearchFigures = {
  readonly kind: string;
  readonly searches: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly slowestMs: number;
};

export type SearchResult = {
  readonly figures: readonly SearchFigures[];
  readonly all: SearchFigures;
  readonly loadedInSeconds: number;
  /** Reading one listing by its id, in the same rounds: what the database takes for the least there is to ask. */
  readonly oneListingMs: number;
};

const PER_INSERT = 500;

/** The catalog on so many listings, asked over HTTP as its clients do, one search at a time. */
export async function measureSearch(
  place: Place,
  { listings, rounds }: SearchParameters,
  say: (line: string) => void,
): Promise<SearchResult> {
  const connection = await openConnection({ url: place.mongoUrl, database: `${place.prefix}catalog` });
  const database = openDatabase(connection);
  const client = connection.getClient();
  const db = client.db(`${place.prefix}catalog`);
  const log = createLogger({ service: "catalog", level: "silent" });
  const registry = new Registry();
  // Never started: nothing is published or heard while searches are measured.
  const bus = createBus({
    service: "catalog",
    amqpUrl: place.amqpUrl,
    namespace: place.prefix,
    client,
    db,
    log,
    clock: systemClock,
    registry,
  });
  const stored = createListingStore(database);
  const { app } = await composeCatalog(
    {
      database,
      db,
      client,
      bus,
      clock: systemClock,
      log,
      registry,
      tokenKeys: async () => null,
      readiness: async () => ({}),
    },
    { PUBLIC_URL: "http://127.0.0.1" },
  );
  try {
    await database.ensureIndexes();
    const url = await app.listen({ host: "127.0.0.1", port: 0 });
    const startedAt = performance.now();
    let batch: ListingDocument[] = [];
    let loaded = 0;
    for (const listing of madeListings(await readCorpus(), listings)) {
      batch.push(listing);
      if (batch.length < PER_INSERT) continue;
      await db.collection<ListingDocument>("listings").insertMany(batch);
      loaded += batch.length;
      batch = [];
      if (loaded % 20_000 === 0) say(`search: ${loaded} listings`);
    }
    if (batch.length > 0) await db.collection<ListingDocument>("listings").insertMany(batch);
    const loadedInSeconds = (performance.now() - startedAt) / 1_000;

    const times = new Map<string, number[]>();
    const single: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      for (const { kind, queries } of await searches()) {
        const taken: number[] = [];
        for (const query of queries) {
          const ms = await timed(async () => {
            const answer = await fetch(`${url}/v1/listings?${query}`);
            if (answer.status !== 200) throw new Error(`${query} answered ${answer.status}`);
            await answer.json();
          });
          taken.push(ms);
          if (round === rounds && ms > 400) say(`search: ${ms.toFixed(0)} ms for ${query}`);
        }
        const id = `listing_${String((round * 7919) % listings).padStart(26, "0")}`;
        const one = await timed(() => stored.find(id));
        if (round > 0) {
          single.push(one);
          times.set(kind, [...(times.get(kind) ?? []), ...taken]);
        }
        say(
          `search, ${round === 0 ? "warm-up" : `round ${round}`}: ${kind}, median ${median(taken).toFixed(0)} ms`,
        );
      }
    }
    return {
      figures: [...times].map(([kind, taken]) => summarise(kind, taken)),
      all: summarise("all", [...times.values()].flat()),
      loadedInSeconds,
      oneListingMs: median(single),
    };
  } finally {
    await app.close();
    await connection.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function summarise(kind: string, taken: readonly number[]): SearchFigures {
  return {
    kind,
    searches: taken.length,
    p50Ms: quantile(taken, 0.5),
    p95Ms: quantile(taken, 0.95),
    slowestMs: Math.max(...taken),
  };
}
