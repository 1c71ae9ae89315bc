import type { Db, MongoClient } from "mongodb";

type Stored = { readonly _id: string };

/**
 * Answers the calls that a bus without timers makes of its database, from this process's memory and at once:
 * no network, no disk, no transaction. It measures what the bus itself costs, and is no database.
 */
export function memoryDatabase(): { client: MongoClient; db: Db } {
  const collections = new Map<string, ReturnType<typeof memoryCollection>>();
  const db = {
    collection: (name: string) => {
      const collection = collections.get(name) ?? memoryCollection();
      collections.set(name, collection);
      return collection;
    },
  };
  const client = {
    withSession: <T>(work: (session: object) => Promise<T>) =>
      work({
        withTransaction: (transaction: () => Promise<unknown>) => transaction(),
        setMaxListeners: () => {},
      }),
  };
  // A stand-in for the few methods that are called; any other is missing, and the run fails on it.
  return { client: client as unknown as MongoClient, db: db as unknown as Db };
}

function memoryCollection() {
  const documents = new Map<string, Stored>();
  return {
    createIndex: async () => {},
    insertOne: async (document: Stored) => {
      if (documents.has(document._id)) throw new Error(`${document._id} is there already`);
      documents.set(document._id, document);
    },
    insertMany: async (added: readonly Stored[]) => {
      for (const document of added) documents.set(document._id, document);
    },
    /** What the relay reads and what the inbox asks for by their ids; what the relay does not know of is not there. */
    find: ({ _id }: { readonly _id?: { readonly $in: readonly string[] } }) => ({
      toArray: async () => (_id ? _id.$in.flatMap((id) => documents.get(id) ?? []) : []),
    }),
    deleteMany: async (filter: { readonly _id: { readonly $in: readonly string[] } }) => {
      for (const id of filter._id.$in) documents.delete(id);
    },
    deleteOne: async () => {},
  };
}
