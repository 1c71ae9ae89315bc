import { removeBrokerObjects, removeNamespace } from "@vc/dev";
import { Redis } from "ioredis";
import { Client } from "pg";
import type { Place } from "./servers.ts";

/**
 * Removes whatever of this run is left on any of its servers: a contestant that failed could not clean up itself.
 *
 * @param leavesDatabases the MongoDB databases go with the store that they are in
 */
export async function removeEverything(
  place: Place,
  leavesDatabases: boolean,
  say: (line: string) => void,
): Promise<void> {
  const removeNames = leavesDatabases
    ? () => removeBrokerObjects(place.amqpUrl, place.prefix, say)
    : () => removeNamespace(place, say);
  const steps = [removeNames, () => cleanRedis(place), () => cleanPostgres(place)];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      say(`not everything beginning with ${place.prefix} could be removed: ${String(error)}`);
    }
  }
}

async function cleanRedis({ redisUrl, prefix }: Place): Promise<void> {
  const redis = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null });
  redis.on("error", () => {});
  try {
    await redis.connect();
  } catch {
    // Not there, so nothing was left there.
    return;
  }
  try {
    const pattern = `${prefix}*`;
    for await (const keys of redis.scanStream({ match: pattern, count: 1_000 })) {
      if (keys.length > 0) await redis.unlink(...keys);
    }
  } finally {
    redis.disconnect();
  }
}

async function cleanPostgres({ postgresUrl, prefix }: Place): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  try {
    await client.connect();
  } catch {
    // As above.
    return;
  }
  try {
    const like = `${prefix.replaceAll("_", "\\_")}%`;
    const schemas = await client.query("select nspname as name from pg_namespace where nspname like $1", [
      like,
    ]);
    for (const { name } of schemas.rows) await client.query(`drop schema "${name}" cascade`);
    const tables = await client.query(
      "select tablename as name from pg_tables where schemaname = 'public' and tablename like $1",
      [like],
    );
    for (const { name } of tables.rows) await client.query(`drop table if exists "${name}" cascade`);
  } finally {
    await client.end();
  }
}
