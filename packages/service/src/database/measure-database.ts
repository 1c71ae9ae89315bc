import type { Db } from "mongodb";
import { Gauge, type Registry } from "prom-client";

type Measured = Pick<Db, "databaseName" | "stats" | "command">;

const shortly = { timeoutMS: 1_000 };

/**
 * What only the database knows, asked of it with each scrape, and missing while it does not answer or does not tell:
 *
 * - `database_disk_free_ratio`: what share of the disk under it is free
 *   (https://www.mongodb.com/docs/manual/reference/command/dbStats/);
 * - `database_clock_offset_seconds`: how far its clock is ahead of this process's, which fires deadlines by its own.
 */
export function measureDatabase(registry: Registry, db: Measured): void {
  measure(registry, db, {
    name: "database_disk_free_ratio",
    help: "Share of the database's disk that is free.",
    read: async () => {
      const { fsTotalSize, fsUsedSize }: Disk = await db.stats(shortly);
      return fsTotalSize && fsUsedSize !== undefined ? 1 - fsUsedSize / fsTotalSize : null;
    },
  });
  measure(registry, db, {
    name: "database_clock_offset_seconds",
    help: "How far the database's clock is ahead of this process's.",
    read: async () => {
      const askedAt = Date.now();
      const { localTime }: { localTime?: unknown } = await db.command({ hello: 1 }, shortly);
      const answeredAt = Date.now();
      return localTime instanceof Date ? (localTime.getTime() - (askedAt + answeredAt) / 2) / 1_000 : null;
    },
  });
}

/** Bytes. */
interface Disk {
  readonly fsTotalSize?: number;
  readonly fsUsedSize?: number;
}

function measure(
  registry: Registry,
  { databaseName: database }: Measured,
  { name, help, read }: { name: string; help: string; read: () => Promise<number | null> },
): void {
  new Gauge({
    name,
    help,
    labelNames: ["database"],
    registers: [registry],
    async collect() {
      const value = await read().catch(() => null);
      if (value === null) this.reset();
      else this.set({ database }, value);
    },
  });
}
