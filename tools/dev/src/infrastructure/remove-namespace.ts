import { MongoClient } from "mongodb";
import { removeBrokerObjects } from "./broker-objects.ts";

/** Where a run put things, the prefix that all of them bear on servers, and its temporary folders. */
export type RunNames = { mongoUrl: string; amqpUrl: string; prefix: string; folders: string[] };

/** Removes every queue, exchange and database whose name begins with the run's prefix. Safe to repeat. */
export async function removeNamespace(
  { mongoUrl, amqpUrl, prefix }: Omit<RunNames, "folders">,
  log: (line: string) => void,
): Promise<void> {
  if (prefix.length < 4) throw new Error(`refusing to remove everything that begins with "${prefix}"`);
  await Promise.all([removeDatabases(mongoUrl, prefix), removeBrokerObjects(amqpUrl, prefix, log)]);
}

async function removeDatabases(mongoUrl: string, prefix: string): Promise<void> {
  const client = new MongoClient(mongoUrl, { serverSelectionTimeoutMS: 5_000 });
  try {
    const { databases } = await client.db("admin").admin().listDatabases({ nameOnly: true });
    for (const { name } of databases) if (name.startsWith(prefix)) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
}
