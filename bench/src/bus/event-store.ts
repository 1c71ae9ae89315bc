import { MongoClient } from "mongodb";
import type { Place } from "../servers.ts";
import type { Sample, Storing } from "./contestant.ts";

/**
 * What one writes by hand around a library that has neither outbox nor inbox, so that a crash loses and doubles nothing.
 * The poller that sends what a crash left in the outbox has nothing to do here and is left out, in their favour.
 */
export type EventStore = {
  /**
   * Commits state and outbox entry together, then sends, and deletes the entry once it is confirmed.
   *
   * @returns after the commit; it does not wait for the broker
   */
  publish(sample: Sample, send: () => Promise<unknown>): Promise<void>;
  /** Commits effect and inbox entry together: the event's id, so that a second delivery is refused. */
  effect(sample: Sample): Promise<void>;
  close(): Promise<void>;
};

type Stored = { _id: string; note: string };

export async function openEventStore(place: Place, storing: Storing): Promise<EventStore> {
  if (storing === "nothing") {
    return {
      publish: async (_sample, send) => void (await send()),
      effect: async () => {},
      close: async () => {},
    };
  }
  const client = await new MongoClient(place.mongoUrl).connect();
  const db = client.db(`${place.prefix}peer`);
  const states = db.collection<Stored>("states");
  const effects = db.collection<Stored>("effects");
  const outbox = db.collection<{ _id: string; body: string }>("outbox");
  const inbox = db.collection<{ _id: string; at: Date }>("inbox");
  // A collection must exist before transactions race to write its first document.
  for (const collection of [states, effects]) await collection.createIndex({ note: 1 });
  await outbox.createIndex({ body: 1 });
  await inbox.createIndex({ at: 1 }, { expireAfterSeconds: 30 * 24 * 60 * 60 });
  const writeConcern = { w: "majority" } as const;
  const sending = new Set<Promise<unknown>>();
  return {
    publish: async (sample, send) => {
      const { id, note } = sample;
      await client.withSession((session) =>
        session.withTransaction(
          async () => {
            await states.insertOne({ _id: id, note }, { session });
            await outbox.insertOne({ _id: id, body: JSON.stringify(sample) }, { session });
          },
          { writeConcern },
        ),
      );
      const sent = send().then(() => outbox.deleteOne({ _id: id }));
      sending.add(sent);
      void sent.finally(() => sending.delete(sent));
    },
    effect: async ({ id, note }) => {
      await client.withSession((session) =>
        session.withTransaction(
          async () => {
            await inbox.insertOne({ _id: id, at: new Date() }, { session });
            await effects.insertOne({ _id: id, note }, { session });
          },
          { writeConcern },
        ),
      );
    },
    close: async () => {
      await Promise.all(sending);
      await db.dropDatabase();
      await client.close();
    },
  };
}
