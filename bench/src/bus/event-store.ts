import { MongoClient } from "mongodb";
import type { Place } from "../servers.ts";
import type { Sample, Storing } from "./contestant.ts";

/** What those do who have no outbox and no inbox: a document before publishing, a document before acknowledging. */
export type EventStore = {
  beforePublish(sample: Sample): Promise<void>;
  /** The event's id is the document's, so that a second delivery is noticed. */
  effect(sample: Sample): Promise<void>;
  close(): Promise<void>;
};

type Stored = { _id: string; note: string };

export async function openEventStore(place: Place, storing: Storing): Promise<EventStore> {
  if (storing === "nothing") {
    return { beforePublish: async () => {}, effect: async () => {}, close: async () => {} };
  }
  const client = await new MongoClient(place.mongoUrl).connect();
  const db = client.db(`${place.prefix}peer`);
  const states = db.collection<Stored>("states");
  const effects = db.collection<Stored>("effects");
  await states.createIndex({ note: 1 });
  await effects.createIndex({ note: 1 });
  const writeConcern = { w: "majority" } as const;
  return {
    beforePublish: async ({ id, note }) => {
      await states.insertOne({ _id: id, note }, { writeConcern });
    },
    effect: async ({ id, note }) => {
      await effects.insertOne({ _id: id, note }, { writeConcern });
    },
    close: async () => {
      await db.dropDatabase();
      await client.close();
    },
  };
}
