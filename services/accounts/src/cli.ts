import { loadConfig, systemClock } from "@vc/http";
import { openConnection, openDatabase } from "@vc/service";
import { createKeyRing } from "./access-tokens/key-ring.ts";
import { readSigningKey, secretFor } from "./access-tokens/signing-key.ts";
import { accountsConfig } from "./config.ts";
import { endSessionsOfBackup } from "./sessions/end-sessions.ts";
import { createSessionStore } from "./sessions/store.ts";

const USAGE = `usage: keys [list | rotate | end-sessions]
  list          the published keys that verify access tokens
  rotate        announces a new one, which signs once every service knows it
  end-sessions  ends every session, after a backup was restored: all people log in again`;

const cliConfig = accountsConfig.pick({
  MONGO_URL: true,
  MONGO_DATABASE: true,
  TOKEN_SIGNING_KEY: true,
  ACCESS_TOKEN_SECONDS: true,
  KEY_ANNOUNCE_SECONDS: true,
});

const COMMANDS: readonly string[] = ["list", "rotate", "end-sessions"];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** `npm run keys`: the keys that sign access tokens, and the end of every session. Reads the environment of accounts. */
async function main([command = "list"]: readonly string[]): Promise<number> {
  if (!COMMANDS.includes(command)) {
    say(USAGE);
    return 2;
  }
  const config = loadConfig(cliConfig, process.env);
  const connection = await openConnection({ url: config.MONGO_URL, database: config.MONGO_DATABASE });
  try {
    const database = openDatabase(connection);
    const root = readSigningKey(config.TOKEN_SIGNING_KEY);
    if (command === "end-sessions") {
      const sessions = createSessionStore(database, secretFor("refresh tokens", root));
      say(`Ended ${await endSessionsOfBackup(sessions, systemClock.now())} sessions.`);
      return 0;
    }
    const ring = createKeyRing({
      database,
      root,
      clock: systemClock,
      tokenLifeMs: config.ACCESS_TOKEN_SECONDS * 1_000,
    });
    if (command === "rotate") {
      const made = await ring.rotate(config.KEY_ANNOUNCE_SECONDS * 1_000);
      say(made === null ? "A new key waits to sign already." : `Announced ${made.kid}.`);
    }
    for (const { kid, signsFrom, isSigning } of await ring.list()) {
      say(`${kid}  ${isSigning ? "signs" : `signs from ${signsFrom.toISOString()} on, or did before`}`);
    }
    return 0;
  } finally {
    await connection.close();
  }
}

process.exitCode = await main(process.argv.slice(2));
