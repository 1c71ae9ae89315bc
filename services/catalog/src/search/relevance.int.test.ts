import { systemClock } from "@vc/http";
import { newId } from "@vc/service";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  type CorpusListing,
  type RelevanceQuery,
  readCorpus,
  readQueries,
  readSpokenQueries,
} from "../../relevance/corpus.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { aListing } from "../../test/builders.ts";
import { createListingSearch } from "./search-listings.ts";

let catalog: TestApp;
let corpus: readonly CorpusListing[];
const keyOf = new Map<string, string>();

beforeAll(async () => {
  catalog = await buildTestApp();
  corpus = await readCorpus();
  const sellerIds = new Map(corpus.map(({ seller }) => [seller, newId("account")]));
  const { bus } = catalog.platform;
  await bus.transaction(async ({ session }) => {
    for (const [displayName, sellerId] of sellerIds) {
      await catalog.sellers.keep(sellerId, { displayName }, session);
    }
    for (const { key, seller, rating, ...terms } of corpus) {
      const listing = aListing({ ...terms, sellerId: sellerIds.get(seller) ?? "", state: "published" });
      keyOf.set(listing.id, key);
      await catalog.listings.insert(listing, { rating, reviewCount: 10 }, session);
    }
  });
});
afterAll(() => catalog.stop());

/** The keys of what a search finds first. */
async function firstTen(query: string): Promise<string[]> {
  const { body } = await catalog.call(null, "GET", `/v1/listings?limit=10&q=${encodeURIComponent(query)}`);
  return body.items.map(({ id }: { id: string }) => keyOf.get(id));
}

/**
 * Says which queries do not find what people hope for first.
 *
 * @returns the mean of one over its rank, and the queries that find nothing at all
 */
async function judge(queries: readonly RelevanceQuery[], search: (query: string) => Promise<string[]>) {
  const misses: string[] = [];
  const withoutResult: string[] = [];
  let sum = 0;
  for (const { query, expected, why } of queries) {
    const found = await search(query);
    if (found.length === 0) withoutResult.push(query);
    const rank = found.findIndex((key) => expected.includes(key)) + 1;
    sum += rank === 0 ? 0 : 1 / rank;
    if (rank !== 1)
      misses.push(`“${query}” (${why}): ${rank === 0 ? "not among ten" : `rank ${rank}`}, first ${found[0]}`);
  }
  const mean = sum / queries.length;
  process.stdout.write(
    `search relevance: mean reciprocal rank ${mean.toFixed(3)} over ${queries.length} queries\n${misses.join("\n")}\n`,
  );
  return { mean, withoutResult };
}

/** The same where so many listings have each word that not all are read. */
async function firstTenOfMany(query: string): Promise<string[]> {
  const search = createListingSearch({ ...catalog, clock: systemClock, broadAbove: 3 });
  const { items } = await search({ q: query, limit: 10 }, { kind: "published" });
  return items.map(({ id }) => keyOf.get(id) ?? id);
}

it("R6: the corpus has 300 listings in French and English, and queries of two kinds", async () => {
  const [queries, spoken] = [await readQueries(), await readSpokenQueries()];
  expect(corpus).toHaveLength(300);
  const known = new Set(corpus.map(({ key }) => key));
  expect(known.size).toBe(300);
  expect(queries.length).toBeGreaterThanOrEqual(40);
  expect(spoken.length).toBeGreaterThanOrEqual(60);
  for (const { expected } of [...queries, ...spoken]) {
    for (const key of expected) expect(known, key).toContain(key);
  }
});

it.each([
  ["R6: what people hope to see first of 300 listings", firstTen],
  ["R6: finds the same first where so many listings have each word that not all are read", firstTenOfMany],
])("%s", async (_, search) => {
  const { mean, withoutResult } = await judge(await readQueries(), search);
  expect(mean).toBeGreaterThanOrEqual(0.93);
  expect(withoutResult).toEqual([]);
});

it.each([
  ["real-clients 10a: people who write as they speak find what they mean", firstTen],
  ["real-clients 10a: and where not all are read", firstTenOfMany],
])("%s", async (_, search) => {
  const { mean, withoutResult } = await judge(await readSpokenQueries(), search);
  expect(mean).toBeGreaterThanOrEqual(0.85);
  expect(withoutResult).toEqual([]);
});

/** A search that tells what it asks the database for, where few listings with a word are many. */
function toldSearch() {
  const asked: string[] = [];
  const told =
    <Arguments extends unknown[], Answer>(name: string, ask: (...args: Arguments) => Answer) =>
    (...args: Arguments) => {
      asked.push(JSON.stringify([name, args]));
      return ask(...args);
    };
  const listings = {
    ...catalog.listings,
    candidates: told("candidates", catalog.listings.candidates),
    count: told("count", catalog.listings.count),
  };
  const search = createListingSearch({ ...catalog, listings, clock: systemClock, broadAbove: 3 });
  return async (q: string) => {
    asked.length = 0;
    await search({ q, limit: 10 }, { kind: "published" });
    return [...asked];
  };
}

it("R6: one search asks the database nothing twice, also where few or no listings have every word", async () => {
  const search = toldSearch();
  for (const { query } of [...(await readQueries()), ...(await readSpokenQueries())]) {
    const asked = await search(query);
    expect(asked, query).toEqual([...new Set(asked)]);
  }
});

it("R6: what a misspelt word is read as is found once, and remembered", async () => {
  const search = toldSearch();
  const first = await search("traducton");
  expect(first.some((asked) => asked.includes('"traductonn"'))).toBe(true);
  const again = await search("traducton");
  expect(again.some((asked) => asked.includes('"traductonn"'))).toBe(false);
});
