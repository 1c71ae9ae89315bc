import type { Db } from "mongodb";
import type { Effect, History, Published } from "./notes.ts";

/** What became of every event, counted by id. */
export interface Reckoning {
  readonly published: number;
  /** Published and never applied. */
  readonly lost: readonly string[];
  /** Applied more than once. */
  readonly doubled: readonly string[];
  /** Applied and never published: of a transaction that did not commit. */
  readonly invented: readonly string[];
  /** Aggregates whose events were not applied as 1, 2, 3 … up to the last. */
  readonly misordered: readonly string[];
}

export async function reckon(db: Db): Promise<Reckoning> {
  const published = await db.collection<Published>("published").find({}).toArray();
  const effects = await db.collection<Effect>("effects").find({}).toArray();
  const histories = await db.collection<History>("history").find({}).toArray();

  const times = new Map<string, number>();
  for (const { eventId } of effects) times.set(eventId, (times.get(eventId) ?? 0) + 1);
  const ids = new Set(published.map(({ _id }) => _id));
  const lengths = new Map<string, number>();
  for (const { aggregateId } of published) lengths.set(aggregateId, (lengths.get(aggregateId) ?? 0) + 1);
  const sequences = new Map(histories.map((history) => [history._id, history.sequences]));
  return {
    published: published.length,
    lost: [...ids].filter((id) => !times.has(id)),
    doubled: [...times].filter(([, count]) => count > 1).map(([id]) => id),
    invented: [...times.keys()].filter((id) => !ids.has(id)),
    misordered: [...lengths]
      .filter(([aggregateId, length]) => {
        const applied = sequences.get(aggregateId) ?? [];
        return applied.length !== length || applied.some((sequence, index) => sequence !== index + 1);
      })
      .map(([aggregateId]) => aggregateId),
  };
}

/** How many events nobody has sent or applied yet. */
export async function unfinished(db: Db): Promise<number> {
  const [{ lost, misordered }, waiting] = await Promise.all([
    reckon(db),
    db.collection("outbox").countDocuments({}),
  ]);
  return lost.length + misordered.length + waiting;
}
