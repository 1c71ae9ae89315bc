import { setTimeout as delay } from "node:timers/promises";
import { backoffMs } from "@vc/backoff";
import type { Logger } from "@vc/http";
import { type Connection, createConnection, type mongo } from "mongoose";

interface Address {
  readonly url: string;
  readonly database: string;
}

const clientOptions = {
  serverSelectionTimeoutMS: 5_000,
  // An acknowledged write about money survives the loss of the primary.
  writeConcern: { w: "majority", journal: true },
  maxPoolSize: 50,
  // What is undefined is not stored, in place of being stored as null.
  ignoreUndefined: true,
} as const;

/** Services that wait for one database do not return to it together. */
const connectBackoff = { firstMs: 250, mostMs: 5_000 };

/**
 * The one connection of a process to its database; the bus takes its client (`getClient()`), so both share a pool and
 * a driver.
 *
 * @param options settings of the driver in place of those of production; for tests
 * @throws the driver's error when the database cannot be reached; nothing stays open then
 */
export async function openConnection(
  { url, database }: Address,
  options: mongo.MongoClientOptions = {},
): Promise<Connection> {
  const connection = createConnection(url, {
    ...clientOptions,
    appName: database,
    dbName: database,
    // A call without a connection fails like the driver's; mongoose would keep it for later.
    bufferCommands: false,
    ...options,
  });
  try {
    await connection.asPromise();
    await connection.getClient().db(database).command({ ping: 1 });
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/**
 * Connects to a service's database, however long the database takes to be there: services and database may be
 * started in any order.
 */
export async function connectDatabase(
  options: Address & { log: Logger },
): Promise<{ connection: Connection; client: mongo.MongoClient }> {
  for (let attempt = 1; ; attempt++) {
    try {
      const connection = await openConnection(options);
      return { connection, client: connection.getClient() };
    } catch (error) {
      options.log.warn({ err: error, attempt }, "database is not reachable yet");
      await delay(backoffMs(attempt, connectBackoff));
    }
  }
}
