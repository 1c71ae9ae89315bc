import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { measureDisk } from "./measure-disk.ts";

const GB = 1_000_000_000;

async function shownFor(stats: () => Promise<object>): Promise<string> {
  const registry = new Registry();
  measureDisk(registry, { databaseName: "orders", stats: async () => stats() });
  return (await registry.metrics())
    .split("\n")
    .filter((line) => line.startsWith("database_"))
    .join();
}

it("security 7: the free share of the database's disk is measured", async () => {
  expect(await shownFor(async () => ({ fsTotalSize: 100 * GB, fsUsedSize: 90 * GB }))).toMatch(
    /^database_disk_free_ratio\{database="orders"\} 0\.(1|09+\d*)$/,
  );
});

it.each([
  ["does not tell", async () => ({ ok: 1 })],
  ["does not answer", () => Promise.reject(new Error("timed out"))],
])("is not measured while the database %s", async (_case, stats) => {
  expect(await shownFor(stats)).toBe("");
});
