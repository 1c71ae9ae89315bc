import { MongoClient, MongoServerError } from "mongodb";
import { eventually } from "./ping.ts";

const ALREADY_INITIALIZED = 23;

/**
 * Makes a `mongod` that was started with `--replSet rs0` a replica set of one, which transactions and change streams
 * need, and waits until it takes writes. A node that was one before under another address (its port changed) gets the
 * new address; otherwise it would wait for itself for ever.
 */
export async function initiateReplicaSet(url: string, member: string): Promise<void> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 10_000 });
  try {
    const admin = client.db("admin");
    try {
      await admin.command({ replSetInitiate: { _id: "rs0", members: [{ _id: 0, host: member }] } });
    } catch (error) {
      if (!(error instanceof MongoServerError) || error.code !== ALREADY_INITIALIZED) throw error;
      const { config } = await admin.command({ replSetGetConfig: 1 });
      if (config.members[0].host !== member) {
        const moved = {
          ...config,
          version: config.version + 1,
          members: [{ ...config.members[0], host: member }],
        };
        await admin.command({ replSetReconfig: moved, force: true });
      }
    }
    const takesWrites = async () => (await admin.command({ hello: 1 })).isWritablePrimary === true;
    if (!(await eventually(takesWrites, { timeoutMs: 30_000 }))) {
      throw new Error("the replica set did not elect its only member within 30 s");
    }
  } finally {
    await client.close();
  }
}
