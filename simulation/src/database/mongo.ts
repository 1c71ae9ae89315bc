import type { Database } from "@vc/service";
import { type ClientSession, type Db, MongoServerError } from "mongodb";
import type { Boundary, Process, Processes } from "../engine/processes.ts";
import { compare, type Document, fits, type Query, valuesAt } from "./documents.ts";
import { modelOn } from "./models.ts";
import { type Snapshot, type Storage, WriteConflict } from "./storage.ts";
import { updated, upserted } from "./update-document.ts";

/** The part of a session that the services and the bus use. */
export interface Session {
  readonly snapshot: Snapshot;
  once(event: "ended", then: () => void): void;
  withTransaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
}

interface Options {
  readonly session?: ClientSession;
  readonly sort?: Readonly<Record<string, 1 | -1>>;
  readonly limit?: number;
  readonly upsert?: boolean;
  readonly returnDocument?: "before" | "after";
}

type Change = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A session that reads one moment, for checks that read much and write nothing. */
export function openSession(storage: Storage): Session {
  const snapshot = storage.begin();
  const session: Session = {
    snapshot,
    once: () => {},
    withTransaction: async (work) => {
      try {
        return await work(session);
      } finally {
        storage.abort(snapshot);
      }
    },
  };
  return session;
}

/** A process's connection to its service's database: as the bus has it, and as stores have it. */
export interface SimulatedConnection {
  readonly db: Db;
  readonly database: Database;
}

/**
 * Connects a process to its service's database: the driver's `Db` and the stores' models, as far as the services use
 * them. Every call passes the boundary where a process can lose its turn, and every write outside a transaction two
 * where it can die.
 */
export function connect(storage: Storage, process: Process, processes: Processes): SimulatedConnection {
  /** Mostly there is nothing to wait for, and an `await` costs as much as the read itself. */
  const pass = (boundary: Boundary) => processes.pass(process, boundary);

  /** Does one write. Outside a transaction it waits for a transaction that is writing the same document, as MongoDB does. */
  async function write<T>(snapshot: Snapshot | null, work: () => T): Promise<T> {
    const before = pass(snapshot === null ? "before commit" : "read");
    if (before) await before;
    for (;;) {
      try {
        const result = work();
        const after = snapshot === null ? pass("after commit") : undefined;
        if (after) await after;
        return result;
      } catch (error) {
        const wait = error instanceof WriteConflict && snapshot === null && processes.pass(process, "read");
        if (!wait) throw error;
        await wait;
      }
    }
  }

  function collection(name: string) {
    const search = (query: Query, { session, sort, limit }: Options): Document[] => {
      const { _id } = query;
      const snapshot = snapshotOf(session);
      if (typeof _id === "string") {
        const found = storage.read(name, _id, snapshot);
        return found !== null && fits(found, query) ? [found] : [];
      }
      const found = storage.find(name, query, snapshot);
      if (sort) found.sort((a, b) => inOrder(a, b, sort));
      return limit === undefined ? found : found.slice(0, limit);
    };

    function insert(document: Document, snapshot: Snapshot | null): void {
      if (storage.read(name, document._id, snapshot) !== null) {
        throw new MongoServerError({ message: `E11000 ${name} ${document._id}`, code: 11_000 });
      }
      storage.write(name, document._id, document, snapshot);
    }

    function change(query: Query, how: Change, options: Options): Document | null {
      const snapshot = snapshotOf(options.session);
      const [found] = search(query, { ...options, limit: 1 });
      if (found === undefined && options.upsert !== true) return null;
      const after = found ? updated(found, how) : upserted(query, how);
      storage.write(name, after._id, after, snapshot);
      return options.returnDocument === "after" ? after : (found ?? null);
    }

    const cursor = (query: Query, options: Options) => ({
      sort: (sort: Options["sort"]) => cursor(query, { ...options, ...(sort && { sort }) }),
      limit: (limit: number) => cursor(query, { ...options, limit }),
      project: () => cursor(query, options),
      toArray: async () => {
        const turn = pass("read");
        if (turn) await turn;
        return search(query, options);
      },
      async *[Symbol.asyncIterator]() {
        const turn = pass("read");
        if (turn) await turn;
        yield* search(query, options);
      },
    });

    return {
      createIndex: async () => {},
      createIndexes: async () => {},
      findOne: async (query: Query, options: Options = {}) => {
        const turn = pass("read");
        if (turn) await turn;
        return search(query, options)[0] ?? null;
      },
      find: (query: Query, options: Options = {}) => cursor(query, options),
      countDocuments: async (query: Query, options: Options = {}) => {
        const turn = pass("read");
        if (turn) await turn;
        return search(query, options).length;
      },
      insertOne: (document: Document, { session }: Options = {}) =>
        write(snapshotOf(session), () => insert(document, snapshotOf(session))),
      insertMany: (documents: readonly Document[], { session }: Options = {}) =>
        write(snapshotOf(session), () => {
          for (const document of documents) insert(document, snapshotOf(session));
        }),
      replaceOne: (query: Query, content: object, options: Options = {}) =>
        write(snapshotOf(options.session), () => {
          const [found] = search(query, { ...options, limit: 1 });
          if (found === undefined) {
            if (options.upsert)
              insert(upserted(query, { $set: { ...content } }), snapshotOf(options.session));
            return { matchedCount: 0 };
          }
          storage.write(name, found._id, { ...content, _id: found._id }, snapshotOf(options.session));
          return { matchedCount: 1 };
        }),
      updateOne: (query: Query, how: Change, options: Options = {}) =>
        write(snapshotOf(options.session), () => {
          const matched = search(query, { ...options, limit: 1 }).length;
          change(query, how, options);
          return { matchedCount: matched, modifiedCount: matched };
        }),
      updateMany: (query: Query, how: Change, options: Options = {}) =>
        write(snapshotOf(options.session), () => {
          const found = search(query, options);
          for (const each of found) {
            storage.write(name, each._id, updated(each, how), snapshotOf(options.session));
          }
          return { matchedCount: found.length, modifiedCount: found.length };
        }),
      findOneAndUpdate: (query: Query, how: Change, options: Options = {}) =>
        write(snapshotOf(options.session), () => change(query, how, options)),
      deleteOne: (query: Query, options: Options = {}) =>
        write(snapshotOf(options.session), () => {
          const [found] = search(query, { ...options, limit: 1 });
          if (found) storage.write(name, found._id, null, snapshotOf(options.session));
          return { deletedCount: found ? 1 : 0 };
        }),
      deleteMany: (query: Query, options: Options = {}) =>
        write(snapshotOf(options.session), () => {
          const found = search(query, options);
          for (const { _id } of found) storage.write(name, _id, null, snapshotOf(options.session));
          return { deletedCount: found.length };
        }),
      findOneAndDelete: (query: Query, options: Options = {}) =>
        write(snapshotOf(options.session), () => {
          const [found] = search(query, { ...options, limit: 1 });
          if (found) storage.write(name, found._id, null, snapshotOf(options.session));
          return found ?? null;
        }),
    };
  }

  const collections = new Map<string, ReturnType<typeof collection>>();
  function collectionOf(name: string) {
    const known = collections.get(name);
    if (known) return known;
    const made = collection(name);
    collections.set(name, made);
    return made;
  }

  const database: Database = {
    model: (definition) => modelOn(collectionOf(definition.collection), definition),
    // The sessions of this file are all that its calls look at.
    snapshot: (read) => openSession(storage).withTransaction((s) => read(s as unknown as ClientSession)),
  };
  const client = { withSession: <T>(work: (session: Session) => Promise<T>) => work(openSession(storage)) };
  // Not the driver's class, and all of it that orders and payments call: what they call beyond that fails loudly.
  return { db: { collection: collectionOf, client } as unknown as Db, database };
}

function snapshotOf(session: ClientSession | undefined): Snapshot | null {
  // The only sessions that there are here are those of this file and of the simulated bus.
  return session === undefined ? null : (session as unknown as Session).snapshot;
}

function inOrder(a: Document, b: Document, sort: Readonly<Record<string, 1 | -1>>): number {
  for (const [path, direction] of Object.entries(sort)) {
    const order = compare(valuesAt(a, path)[0], valuesAt(b, path)[0]);
    if (order !== 0) return order * direction;
  }
  return 0;
}
