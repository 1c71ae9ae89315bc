import { Registry } from "prom-client";
import { expect, it } from "vitest";
import { measureDatabase } from "./measure-database.ts";

const GB = 1_000_000_000;

/** The values that are shown for what the database answers. */
async function shownFor(
  answers: Partial<Record<"stats" | "hello", () => Promise<object>>>,
): Promise<Record<string, number>> {
  const registry = new Registry();
  measureDatabase(registry, {
    databaseName: "orders",
    stats: async () => (await answers.stats?.()) ?? {},
    command: async () => (await answers.hello?.()) ?? {},
  });
  const lines = (await registry.metrics()).split("\n").filter((line) => line.startsWith("database_"));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]),
  );
}

it("security 7: the free share of the database's disk is measured", async () => {
  expect(await shownFor({ stats: async () => ({ fsTotalSize: 100 * GB, fsUsedSize: 90 * GB }) })).toEqual({
    'database_disk_free_ratio{database="orders"}': expect.closeTo(0.1, 6),
  });
});

it("security 23: how far the clocks of database and process are apart is measured", async () => {
  const ahead = async () => ({ localTime: new Date(Date.now() + 300_000) });
  expect(await shownFor({ hello: ahead })).toEqual({
    'database_clock_offset_seconds{database="orders"}': expect.closeTo(300, 0),
  });
});

it.each([
  ["does not tell", async () => ({ ok: 1 })],
  ["does not answer", () => Promise.reject(new Error("timed out"))],
])("nothing is measured while the database %s", async (_case, answer) => {
  expect(await shownFor({ stats: answer, hello: answer })).toEqual({});
});
