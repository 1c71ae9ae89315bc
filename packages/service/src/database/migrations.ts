import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { isDuplicateKey } from "@vc/bus";
import type { Logger } from "@vc/http";
import type { Database } from "./database.ts";
import { defineModel } from "./define-model.ts";
import { code, moment, nullable } from "./fields.ts";
import { trusted } from "./queries.ts";

/** A change of stored documents that a version of a service needs. It runs once, before that version starts. */
export interface Migration {
  /** Never changed: by it, a database knows what it has behind it. */
  readonly id: string;
  /**
   * Does it. May run again from the start after a crash, so doing it twice has to be the same as once; and the
   * version before may still be at work, so it must not take away what that one reads.
   */
  readonly run: (database: Database) => Promise<void>;
}

export const migrationModel = defineModel({
  collection: "migrations",
  holds: "A migration that this database has behind it, or that a process is at work on.",
  fields: {
    _id: code(),
    holder: code(),
    leaseUntil: moment(),
    finishedAt: nullable(moment()),
  },
  indexes: [],
  shardKey: "_id",
  erasure: "Nothing: it holds nothing of people.",
});

/** A process that died gives its migration back after this; one that lives prolongs its lease three times as often. */
const LEASE_MS = 30_000;

/** How often to look whether another process is done. */
const WAIT_MS = 500;

/** Runs in order what this database does not have behind it. One process at a time does; others wait until it is done. */
export async function runMigrations(deps: {
  database: Database;
  migrations: readonly Migration[];
  log: Logger;
}): Promise<void> {
  const { database, migrations, log } = deps;
  if (migrations.length === 0) return;
  const records = database.model(migrationModel);
  const holder = randomUUID();
  const leaseUntil = () => new Date(Date.now() + LEASE_MS);

  async function take(_id: string): Promise<boolean> {
    try {
      await records.updateOne(
        { _id, finishedAt: null, leaseUntil: trusted({ $lte: new Date() }) },
        { $set: { holder, leaseUntil: leaseUntil() }, $setOnInsert: { finishedAt: null } },
        { upsert: true },
      );
      return true;
    } catch (error) {
      // The record exists and did not match: another process holds it, or it is done.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async function finish({ id, run }: Migration): Promise<void> {
    const renewal = setInterval(() => {
      records
        .updateOne({ _id: id, holder }, { $set: { leaseUntil: leaseUntil() } })
        .catch((err: unknown) =>
          log.warn({ err, migration: id }, "the lease of a migration was not renewed"),
        );
    }, LEASE_MS / 3);
    try {
      await run(database);
      await records.updateOne({ _id: id, holder }, { $set: { finishedAt: new Date() } });
    } finally {
      clearInterval(renewal);
    }
  }

  for (const migration of migrations) {
    const isDone = async () =>
      (await records.findOne({ _id: migration.id }, { fields: ["finishedAt"] }))?.finishedAt != null;
    while (!(await isDone())) {
      if (!(await take(migration.id))) {
        await delay(WAIT_MS);
        continue;
      }
      log.info({ migration: migration.id }, "migration started");
      await finish(migration);
      log.info({ migration: migration.id }, "migration finished");
    }
  }
}
