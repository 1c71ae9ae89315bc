import { setTimeout as delay } from "node:timers/promises";
import { type Db, MongoClient } from "mongodb";
import type { Logger } from "./logger.ts";

export interface MongoConnection {
  readonly client: MongoClient;
  readonly db: Db;
  close(): Promise<void>;
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
}): Promise<MongoConnection> {
  for (let attempt = 1; ; attempt++) {
    const client = new MongoClient(options.url, {
      appName: options.database,
      serverSelectionTimeoutMS: 5_000,
      // An acknowledged write about money survives the loss of the primary.
      writeConcern: { w: "majority", journal: true },
      maxPoolSize: 50,
      ignoreUndefined: true,
    });
    try {
      await client.connect();
      await client.db(options.database).command({ ping: 1 });
      return { client, db: client.db(options.database), close: () => client.close() };
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
