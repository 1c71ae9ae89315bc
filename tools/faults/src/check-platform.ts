import { isDeepStrictEqual } from "node:util";
import { listParked, parkedQueueOf, unroutableQueueOf } from "@vc/bus";
import { assertLedgerBalances, type E2ePlatform, STORED_SERVICES } from "@vc/dev";
import { boughtStatesOf, duplicateNotifications, type Traders } from "@vc/testing/journey";
import { type Mail, waitFor } from "@vc/testing/people";
import { MongoClient } from "mongodb";

/**
 * The account of a platform on which people have traded: what is not as it has to be, in words. Nothing, when each
 * order has ended as its buyer knows, no recipient was notified twice, the ledger balances and nothing is left over.
 */
export async function checkPlatform(
  platform: E2ePlatform,
  groups: readonly Traders[],
  mails: readonly Pick<Mail, "headers" | "to" | "subject">[],
): Promise<string[]> {
  const checks = [
    ...groups.flatMap((traders) => [() => otherEnds(traders), () => duplicateNotifications(traders, mails)]),
    () => leftoversOn(platform),
    async () => {
      assertLedgerBalances(platform);
      return [];
    },
  ];
  const wrong: string[] = [];
  for (const check of checks) {
    wrong.push(...(await check().catch((error: unknown) => [String(error)])));
  }
  return wrong;
}

async function otherEnds(traders: Traders): Promise<string[]> {
  const { buyer } = traders;
  const [bought, expected] = [await boughtStatesOf(buyer), traders.expected()];
  if (isDeepStrictEqual(bought, expected)) return [];
  return [`${buyer.email} expects ${counted(expected)}, but has ${counted(bought)}`];
}

/** `2 completed, 1 refused` */
function counted(ends: readonly string[]): string {
  const byEnd = Map.groupBy(ends, (end) => end);
  return [...byEnd].map(([end, all]) => `${all.length} ${end}`).join(", ");
}

/** Waits until every outbox is empty, then looks what is parked, unroutable, or armed though its moment was a minute ago. */
export async function leftoversOn(platform: E2ePlatform): Promise<string[]> {
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
    return [
      ...parked.flat().map(({ consumer, event, error }) => `parked: ${consumer} ${event}: ${error}`),
      ...unroutable.map(({ event, aggregateId }) => `unroutable: ${event} of ${aggregateId}`),
      ...overdueTimers.flat().map(({ _id }) => `overdue: ${_id}`),
    ];
  } finally {
    await client.close();
  }
}
