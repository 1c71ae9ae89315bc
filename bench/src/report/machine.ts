import { readFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { join } from "node:path";
import { describeMachine, describeMongo, describeRabbitmq } from "@vc/dev";
import { Redis } from "ioredis";
import { Client } from "pg";
import type { Place } from "../servers.ts";

/** What a figure depends on, one line each. */
export async function describePlace(place: Place, mongoChosen: string): Promise<readonly string[]> {
  const servers = [
    describeMongo(place.mongoUrl),
    describeRabbitmq(place.amqpUrl),
    redis(place),
    postgres(place),
  ];
  return [describeMachine(), mongoChosen, ...(await Promise.all(servers))];
}

/** Load averages of the last 1, 5 and 15 minutes: what else ran shows here. */
export function load(): string {
  return loadavg()
    .map((value) => value.toFixed(2))
    .join(" ");
}

/** The peers as this package installs them, and amqplib as the bus has it. */
export async function peerVersions(names: readonly string[]): Promise<string> {
  const versions = await Promise.all(
    names.map(async (name) => {
      const manifest: unknown = JSON.parse(
        await readFile(join(import.meta.dirname, "../../node_modules", name, "package.json"), "utf8"),
      );
      const isManifest = typeof manifest === "object" && manifest !== null && "version" in manifest;
      return `${name} ${isManifest ? String(manifest.version) : "?"}`;
    }),
  );
  return versions.join(", ");
}

async function redis({ redisUrl }: Place): Promise<string> {
  const client = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null });
  client.on("error", () => {});
  try {
    await client.connect();
    const version = /redis_version:(\S+)/.exec(await client.info("server"))?.[1] ?? "?";
    const setting = async (name: string) => {
      const answer: unknown = await client.config("GET", name);
      return `${name} ${Array.isArray(answer) && answer[1] ? answer[1] : "off"}`;
    };
    return `Redis ${version} (${await setting("appendonly")}, ${await setting("save")}; with both off, a crash loses all its data)`;
  } catch {
    return "Redis: not there";
  } finally {
    client.disconnect();
  }
}

async function postgres({ postgresUrl }: Place): Promise<string> {
  const client = new Client({ connectionString: postgresUrl });
  try {
    await client.connect();
    const one = async (what: string) => Object.values((await client.query(`show ${what}`)).rows[0] ?? {})[0];
    return `PostgreSQL ${await one("server_version")} (fsync ${await one("fsync")}, synchronous_commit ${await one("synchronous_commit")})`;
  } catch {
    return "PostgreSQL: not there";
  } finally {
    await client.end().catch(() => {});
  }
}
