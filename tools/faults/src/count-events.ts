import { tally } from "@vc/testing";
import type { Db } from "mongodb";
import type { Effect, Firing, History, Published } from "./notes.ts";

/** What became of every event, counted by id. */
export interface EventCounts {
  readonly published: number;
  /** Published and never applied. */
  readonly lost: readonly string[];
  /** Applied more than once. */
  readonly doubled: readonly string[];
  /** Applied and never published: of a transaction that did not commit. */
  readonly invented: readonly string[];
  /** Applied, but the timer that was armed with it never fired. */
  readonly unfired: readonly string[];
  readonly firedTwice: readonly string[];
  /** Aggregates whose events were not applied as 1, 2, 3 … up to the last. */
  readonly misordered: readonly string[];
}

export async function countEvents(db: Db): Promise<EventCounts> {
  const published = await db.collection<Published>("published").find({}).toArray();
  const effects = await db.collection<Effect>("effects").find({}).toArray();
  const firings = await db.collection<Firing>("firings").find({}).toArray();
  const histories = await db.collection<History>("history").find({}).toArray();

  const times = tally(effects.map(({ eventId }) => eventId));
  const fired = tally(firings.map(({ aggregateId }) => aggregateId));
  const ids = new Set(published.map(({ _id }) => _id));
  const lengths = tally(published.map(({ aggregateId }) => aggregateId));
  const sequences = new Map(histories.map((history) => [history._id, history.sequences]));
  return {
    published: published.length,
    lost: [...ids].filter((id) => !times.has(id)),
    doubled: moreThanOnce(times),
    invented: [...times.keys()].filter((id) => !ids.has(id)),
    unfired: [...times.keys()].filter((id) => !fired.has(id)),
    firedTwice: moreThanOnce(fired),
    misordered: [...lengths]
      .filter(([aggregateId, length]) => {
        const applied = sequences.get(aggregateId) ?? [];
        return applied.length !== length || applied.some((sequence, index) => sequence !== index + 1);
      })
      .map(([aggregateId]) => aggregateId),
  };
}

/** The longest time in which nothing was applied while there was something to apply, in whole seconds. */
export async function longestStandstillS(db: Db): Promise<number> {
  const effects = await db
    .collection("effects")
    .find({}, { projection: { _id: 1 } })
    .toArray();
  const seconds = effects.map(({ _id }) => _id.getTimestamp().getTime() / 1_000).toSorted((a, b) => a - b);
  return seconds.slice(1).reduce((most, at, index) => Math.max(most, at - (seconds[index] ?? at)), 0);
}

function moreThanOnce(counts: ReadonlyMap<string, number>): string[] {
  return [...counts].filter(([, count]) => count > 1).map(([thing]) => thing);
}

/** How much is not sent, applied or fired yet. */
export async function unfinished(db: Db): Promise<number> {
  const [{ lost, misordered, unfired }, waiting] = await Promise.all([
    countEvents(db),
    db.collection("outbox").countDocuments({}),
  ]);
  return lost.length + misordered.length + unfired.length + waiting;
}
