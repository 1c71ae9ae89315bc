import { randomBytes } from "node:crypto";
import { MongoClient } from "mongodb";
import { testInfrastructure } from "./test-infrastructure.ts";

export type Namespace = {
  /** Put this before the name of every exchange, queue and database that the test makes. */
  prefix: string;
  /** A database name of its own; more are `${prefix}_something`. */
  dbName: string;
  mongoUrl: string;
  amqpUrl: string;
  /** Runs when the namespace is cleaned up, last registered first. */
  onCleanup: (cleanup: () => unknown | Promise<unknown>) => void;
  /** Runs what was registered, then drops the namespace's databases. Every step runs, also after one that failed. */
  cleanup: () => Promise<void>;
};

/**
 * Names that no other test has, so that test files run side by side on one database and one broker.
 * Broker objects that a test leaves are removed by the run's teardown, by the run's prefix.
 */
export function createNamespace(): Namespace {
  const { mongoUrl, amqpUrl, runPrefix } = testInfrastructure();
  const prefix = `${runPrefix}${randomBytes(4).toString("hex")}`;
  const cleanups: (() => unknown | Promise<unknown>)[] = [];
  return {
    prefix,
    dbName: prefix,
    mongoUrl,
    amqpUrl,
    onCleanup: (cleanup) => void cleanups.push(cleanup),
    cleanup: async () => {
      const failures: unknown[] = [];
      for (const step of [() => dropDatabases(mongoUrl, prefix), ...cleanups.splice(0)].toReversed()) {
        try {
          await step();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, `cleaning up ${prefix} failed`);
    },
  };
}

/** Longer than any test run, so that only what a killed run left behind goes by itself. */
export const EXPIRE_QUEUES_AFTER_MS = 3_600_000;

/** Drops every database whose name begins with the prefix. */
export async function dropDatabases(mongoUrl: string, prefix: string): Promise<void> {
  const client = new MongoClient(mongoUrl);
  try {
    const { databases } = await client.db("admin").admin().listDatabases({ nameOnly: true });
    for (const { name } of databases) if (name.startsWith(prefix)) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}
