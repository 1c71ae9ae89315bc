import { systemClock } from "@vc/chassis";
import { MongoClient } from "mongodb";
import { checkLedger } from "./ledger/check.ts";

/** `npm run ledger -- check`: verifies a live ledger and says what is wrong with it. Status 0: nothing is. */
const usage = `usage: ledger [check]
  MONGO_URL       the database server
  MONGO_DATABASE  the database of the payments service`;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main([command = "check"]: readonly string[]): Promise<number> {
  const { MONGO_URL, MONGO_DATABASE } = process.env;
  if (command !== "check" || !MONGO_URL || !MONGO_DATABASE) {
    say(usage);
    return 2;
  }
  const client = await new MongoClient(MONGO_URL).connect();
  try {
    const findings = await checkLedger(client.db(MONGO_DATABASE), systemClock.now());
    for (const { invariant, subject, detail } of findings) say(`${invariant}: ${subject}: ${detail}`);
    say(findings.length === 0 ? "The ledger holds every invariant." : `${findings.length} findings.`);
    return findings.length === 0 ? 0 : 1;
  } finally {
    await client.close();
  }
}

process.exitCode = await main(process.argv.slice(2));
