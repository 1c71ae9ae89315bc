import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { MongoClient } from "mongodb";
import { chooseFirst } from "../infrastructure/choose.ts";
import { type DumpedCounts, restoreDatabase, saveDatabase } from "../infrastructure/database-dump.ts";
import { mongoOptions } from "../infrastructure/resolve-infrastructure.ts";
import { runningPlatform } from "../platform/running-platform.ts";
import { developmentNames, STORED_SERVICES } from "../platform/services.ts";
import { STATE_DIR } from "../workspace.ts";

const usage = `npm run backup -- save <folder>       writes every service's database into a folder of its own in it
npm run backup -- restore <folder>    puts them back, and deletes what is in them now

The services must not run. The folders are as mongodump and mongorestore have them.
DATABASE_PREFIX stands before every database's name. Default: ${developmentNames.databasePrefix}`;

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** `npm run backup`: what the runbook does with mongodump, for the databases of `npm start`. */
async function main([command, folder]: readonly string[]): Promise<number> {
  if ((command !== "save" && command !== "restore") || folder === undefined) {
    say(usage);
    return 2;
  }
  const running = await runningPlatform();
  if (running !== undefined) {
    say(`${running.gatewayUrl} runs: stop it first, so that all databases are of one moment`);
    return 1;
  }
  const prefix = process.env.DATABASE_PREFIX ?? developmentNames.databasePrefix;
  const names = STORED_SERVICES.map((service) => `${prefix}${service}`);
  const there = await readdir(folder).catch((): string[] => []);
  if (command === "save" && there.length > 0) {
    say(`${folder} is not empty: an old backup is never overwritten`);
    return 1;
  }
  const missing = names.filter((name) => !there.includes(name));
  if (command === "restore" && missing.length > 0) {
    say(`${folder} has no ${missing.join(", ")}: nothing was restored`);
    return 1;
  }
  const context = { persistent: true, stateDir: STATE_DIR, dataDir: STATE_DIR, env: process.env, log: say };
  const choice = await chooseFirst("MongoDB", mongoOptions(context));
  if (choice.kind !== "found") {
    say("no MongoDB can be had here; `npm start` says why");
    return 1;
  }
  say(choice.found.chosen);
  const client = await new MongoClient(choice.found.url).connect();
  try {
    for (const name of names) {
      const place = join(resolve(folder), name);
      const counts = await (command === "save" ? saveDatabase : restoreDatabase)(client.db(name), place);
      say(`${command === "save" ? "saved" : "restored"} ${name}: ${inWords(counts)}`);
    }
    return 0;
  } finally {
    await client.close();
    await choice.found.stop();
  }
}

function inWords(counts: DumpedCounts): string {
  const documents = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return `${documents} documents in ${Object.keys(counts).length} collections`;
}

process.exitCode = await main(process.argv.slice(2));
