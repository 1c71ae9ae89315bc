import { MongoClient } from "mongodb";
import { concurrently } from "../concurrently.ts";
import type { Place } from "../servers.ts";

export type DatabaseRates = {
  readonly transactionsPerSecond: number;
  readonly insertsPerSecond: number;
};

const COUNT = 300;
const AT_ATIME = 16;

/** What the database itself can do in this run, with nothing of ours around it: two inserts per transaction, and bare inserts. */
export async function measureDatabase(place: Place): Promise<DatabaseRates> {
  const client = await new MongoClient(place.mongoUrl).connect();
  const db = client.db(`${place.prefix}rates`);
  const [first, second, third] = ["first", "second", "third"].map((name) =>
    db.collection<{ _id: string; note: string }>(name),
  );
  if (!first || !second || !third) throw new Error("three names gave no three collections");
  try {
    for (const collection of [first, second, third]) await collection.createIndex({ note: 1 });
    const document = (index: number) => ({ _id: String(index), note: "n".repeat(150) });
    const transactionsPerSecond = await rate((index) =>
      client.withSession((session) =>
        session.withTransaction(
          async () => {
            await first.insertOne(document(index), { session });
            await second.insertOne(document(index), { session });
          },
          { writeConcern: { w: "majority" } },
        ),
      ),
    );
    const insertsPerSecond = await rate((index) =>
      third.insertOne(document(index), { writeConcern: { w: "majority" } }),
    );
    return { transactionsPerSecond, insertsPerSecond };
  } finally {
    await db.dropDatabase();
    await client.close();
  }
}

async function rate(work: (index: number) => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await concurrently(COUNT, AT_ATIME, work);
  return COUNT / ((performance.now() - startedAt) / 1_000);
}
