import type { Db } from "mongodb";
import { Gauge, type Registry } from "prom-client";

/**
 * `database_disk_free_ratio`: what share of the disk under the database is free, asked of the database with each scrape.
 * Missing while the database does not answer, or does not tell: https://www.mongodb.com/docs/manual/reference/command/dbStats/
 */
export function measureDisk(registry: Registry, db: Pick<Db, "databaseName" | "stats">): void {
  new Gauge({
    name: "database_disk_free_ratio",
    help: "Share of the database's disk that is free.",
    labelNames: ["database"],
    registers: [registry],
    async collect() {
      this.reset();
      const { fsTotalSize, fsUsedSize } = await db.stats({ timeoutMS: 1_000 }).catch((): Disk => ({}));
      if (fsTotalSize === undefined || fsUsedSize === undefined || fsTotalSize <= 0) return;
      this.set({ database: db.databaseName }, 1 - fsUsedSize / fsTotalSize);
    },
  });
}

/** Bytes. */
interface Disk {
  readonly fsTotalSize?: number;
  readonly fsUsedSize?: number;
}
