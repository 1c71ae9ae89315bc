import { setTimeout as pause } from "node:timers/promises";
import { connect as connectAmqp } from "amqplib";
import { MongoClient } from "mongodb";

/** Whether a MongoDB answers there, asked once. */
export async function mongoAnswers(url: string, timeoutMs = 1_000): Promise<boolean> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: timeoutMs, connectTimeoutMS: timeoutMs });
  try {
    await client.db("admin").command({ ping: 1 });
    return true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}

/** Whether a broker lets us in there, asked once. */
export async function amqpAnswers(url: string, timeoutMs = 3_000): Promise<boolean> {
  try {
    const connection = await connectAmqp(url, { timeout: timeoutMs });
    await connection.close();
    return true;
  } catch {
    return false;
  }
}

/** Asks until the answer is yes; no when the time is over or `isHopeless` says that it will never come. */
export async function eventually(
  ask: () => Promise<boolean>,
  { timeoutMs, isHopeless = () => false }: { timeoutMs: number; isHopeless?: () => boolean },
): Promise<boolean> {
  const giveUpAt = performance.now() + timeoutMs;
  while (performance.now() < giveUpAt && !isHopeless()) {
    if (await ask()) return true;
    await pause(50);
  }
  return false;
}
