import { listParked, parkedQueueOf, unroutableQueueOf } from "@vc/bus";
import { type E2ePlatform, STORED_SERVICES } from "@vc/dev";
import { waitFor } from "@vc/testing/people";
import { MongoClient } from "mongodb";

/** What is left over on a platform on which all has ended well: nothing. */
export interface Leftovers {
  readonly parked: readonly string[];
  readonly unroutable: readonly string[];
  /** Armed, and their moment was a minute ago. */
  readonly overdueTimers: readonly string[];
}

export const nothingLeft: Leftovers = { parked: [], unroutable: [], overdueTimers: [] };

/** Waits until every outbox is empty, then looks what is left. */
export async function leftoversOf(platform: E2ePlatform): Promise<Leftovers> {
  const { amqpUrl, mongoUrl, namespace, databasePrefix } = platform;
  const client = await new MongoClient(mongoUrl).connect();
  try {
    const databases = STORED_SERVICES.map((name) => ({ name, db: client.db(`${databasePrefix}${name}`) }));
    for (const { name, db } of databases) {
      await waitFor(async () => (await db.collection("outbox").countDocuments({})) === 0, {
        what: `an empty outbox of ${name}`,
        timeoutMs: 90_000,
        intervalMs: 250,
      });
    }
    const overdue = { state: "armed", dueAt: { $lt: new Date(Date.now() - 60_000) } };
    const overdueTimers = await Promise.all(
      databases.map(({ db }) => db.collection<{ _id: string }>("timers").find(overdue).toArray()),
    );
    const parked = await Promise.all(
      STORED_SERVICES.map((name) => listParked({ amqpUrl, queue: parkedQueueOf(name, namespace) })),
    );
    const unroutable = await listParked({ amqpUrl, queue: unroutableQueueOf(namespace) });
    return {
      parked: parked.flat().map(({ consumer, event, error }) => `${consumer} ${event}: ${error}`),
      unroutable: unroutable.map(({ event, aggregateId }) => `${event} of ${aggregateId}`),
      overdueTimers: overdueTimers.flat().map(({ _id }) => _id),
    };
  } finally {
    await client.close();
  }
}
