import type { Db, MongoClient } from "mongodb";

type Stored = { readonly _id: string };
type Question = {
  readonly claimedBy?: string;
  readonly _id?: { readonly $nin?: readonly string[]; readonly $in?: readonly string[] };
};

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
    /** The relay's two questions: its own entries (all are) but those, and those whose lease ran out (none does). */
    find: (filter: Question, options: { readonly limit: number }) => ({
      toArray: async () => {
        // And the inbox asks which of these it knows.
        const known = filter._id?.$in;
        if (known) return known.flatMap((id) => documents.get(id) ?? []);
        if (!filter.claimedBy) return [];
        const without = new Set(filter._id?.$nin);
        const found: Stored[] = [];
        for (const document of documents.values()) {
          if (found.length === options.limit) break;
          if (!without.has(document._id)) found.push(document);
        }
        return found;
      },
    }),
    deleteMany: async (filter: { readonly _id: { readonly $in: readonly string[] } }) => {
      for (const id of filter._id.$in) documents.delete(id);
    },
    deleteOne: async () => {},
  };
}
