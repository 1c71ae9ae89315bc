import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "@vc/http";
import { MongoClient } from "mongodb";

/** A service's database, which nobody has connected to yet; the first use of it does. */
export function mongoClient({ url, database }: { url: string; database: string }): MongoClient {
  return new MongoClient(url, {
    appName: database,
    serverSelectionTimeoutMS: 5_000,
    // An acknowledged write about money survives the loss of the primary.
    writeConcern: { w: "majority", journal: true },
    maxPoolSize: 50,
    ignoreUndefined: true,
  });
}

/**
 * Connects to a service's database, however long the database takes to be there: services and database may be
 * started in any order.
 */
export async function connectMongo(options: {
  url: string;
  database: string;
  log: Logger;
  signal?: AbortSignal;
}): Promise<MongoClient> {
  for (let attempt = 1; ; attempt++) {
    const client = mongoClient(options);
    try {
      await client.connect();
      await client.db(options.database).command({ ping: 1 });
      return client;
    } catch (error) {
      await client.close();
      options.log.warn({ err: error, attempt }, "database is not reachable yet");
      await delay(
        Math.min(5_000, 250 * attempt),
        undefined,
        options.signal ? { signal: options.signal } : {},
      );
    }
  }
}

/** Whether an error says that a unique index refused a document. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === 11_000;
}
