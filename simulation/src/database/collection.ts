import { type ClientSession, MongoServerError } from "mongodb";
import { compare, type Document, fits, type Query, valuesAt } from "./documents.ts";
import { snapshotOf } from "./session.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Storage } from "./storage.ts";
import { type Change, updated, upserted } from "./update-document.ts";

type Sort = Readonly<Record<string, 1 | -1>>;

interface Options {
  readonly session?: ClientSession;
  readonly sort?: Sort;
  readonly limit?: number;
  readonly upsert?: boolean;
  readonly returnDocument?: "before" | "after";
}

/** A step of a pipeline, for those that the bus and the services use. */
type Stage = { readonly $match: Query } | { readonly $sort: Sort } | { readonly $limit: number };

/** The calls of one process: each waits where the process can lose its turn or die. */
export interface Calls {
  read<T>(look: () => T): Promise<T>;
  write<T>(snapshot: Snapshot | null, work: () => T): Promise<T>;
}

/** A collection of the driver, as far as the bus and the services use it. */
export function createCollection(name: string, storage: Storage, calls: Calls) {
  return {
    createIndex: async () => {},
    createIndexes: async () => {},
    ...readsOf(name, storage, calls),
    ...writesOf(name, storage, calls),
  };
}

function readsOf(name: string, storage: Storage, { read }: Calls) {
  const run = (query: Query, options: Options) => read(() => search(storage, name, query, options));

  return {
    findOne: (query: Query, options: Options = {}) =>
      read(() => search(storage, name, query, options)[0] ?? null),
    find: (query: Query, options: Options = {}) => new Cursor(run, query, options),
    countDocuments: (query: Query, options: Options = {}) =>
      read(() => search(storage, name, query, options).length),
    aggregate: (stages: readonly Stage[], { session }: Options = {}) => ({
      toArray: () => read(() => pipeline(storage, name, stages, snapshotOf(session))),
    }),
  };
}

/** A query that has not run. */
class Cursor {
  readonly #run: (query: Query, options: Options) => Promise<Document[]>;
  readonly #query: Query;
  readonly #options: Options;

  constructor(run: (query: Query, options: Options) => Promise<Document[]>, query: Query, options: Options) {
    this.#run = run;
    this.#query = query;
    this.#options = options;
  }

  sort(sort: Options["sort"]): Cursor {
    return new Cursor(this.#run, this.#query, { ...this.#options, ...(sort && { sort }) });
  }

  limit(limit: number): Cursor {
    return new Cursor(this.#run, this.#query, { ...this.#options, limit });
  }

  project(): Cursor {
    return this;
  }

  toArray(): Promise<Document[]> {
    return this.#run(this.#query, this.#options);
  }

  async *[Symbol.asyncIterator]() {
    yield* await this.toArray();
  }
}

function writesOf(name: string, storage: Storage, { write }: Calls) {
  function insert(document: Document, snapshot: Snapshot | null): void {
    if (storage.read(name, document._id, snapshot) !== null) {
      throw new MongoServerError({ message: `E11000 ${name} ${document._id}`, code: 11_000 });
    }
    storage.write(name, document._id, document, snapshot);
  }

  /** The first that fits. */
  function one(query: Query, options: Options): Document | undefined {
    return search(storage, name, query, options)[0];
  }

  /** Changes the first that fits. @returns what it was and what it is; `null` for a document that is not there */
  function change(query: Query, how: Change, options: Options) {
    const before = one(query, options) ?? null;
    if (before === null && options.upsert !== true) return { before, after: null };
    const after = before ? updated(before, how) : upserted(query, how);
    storage.write(name, after._id, after, snapshotOf(options.session));
    return { before, after };
  }

  function remove(documents: readonly Document[], session: Options["session"]): void {
    for (const { _id } of documents) storage.write(name, _id, null, snapshotOf(session));
  }

  return {
    insertOne: (document: Document, { session }: Options = {}) =>
      write(snapshotOf(session), () => insert(document, snapshotOf(session))),
    insertMany: (documents: readonly Document[], { session }: Options = {}) =>
      write(snapshotOf(session), () => {
        for (const document of documents) insert(document, snapshotOf(session));
      }),
    replaceOne: (query: Query, content: object, options: Options = {}) =>
      write(snapshotOf(options.session), () => {
        const found = one(query, options);
        if (found)
          storage.write(name, found._id, { ...content, _id: found._id }, snapshotOf(options.session));
        else if (options.upsert)
          insert(upserted(query, { $set: { ...content } }), snapshotOf(options.session));
        return { matchedCount: found ? 1 : 0 };
      }),
    updateOne: (query: Query, how: Change, options: Options = {}) =>
      write(snapshotOf(options.session), () => {
        const { before, after } = change(query, how, options);
        const matchedCount = before ? 1 : 0;
        return { matchedCount, modifiedCount: matchedCount, upsertedCount: after && !before ? 1 : 0 };
      }),
    updateMany: (query: Query, how: Change, options: Options = {}) =>
      write(snapshotOf(options.session), () => {
        const found = search(storage, name, query, options);
        for (const each of found) {
          storage.write(name, each._id, updated(each, how), snapshotOf(options.session));
        }
        return { matchedCount: found.length, modifiedCount: found.length };
      }),
    findOneAndUpdate: (query: Query, how: Change, options: Options = {}) =>
      write(snapshotOf(options.session), () => {
        const { before, after } = change(query, how, options);
        return options.returnDocument === "after" ? after : before;
      }),
    deleteOne: (query: Query, options: Options = {}) =>
      write(snapshotOf(options.session), () => {
        const found = one(query, options);
        if (found) remove([found], options.session);
        return { deletedCount: found ? 1 : 0 };
      }),
    deleteMany: (query: Query, options: Options = {}) =>
      write(snapshotOf(options.session), () => {
        const found = search(storage, name, query, options);
        remove(found, options.session);
        return { deletedCount: found.length };
      }),
    findOneAndDelete: (query: Query, options: Options = {}) =>
      write(snapshotOf(options.session), () => {
        const found = one(query, options);
        if (found) remove([found], options.session);
        return found ?? null;
      }),
  };
}

function search(storage: Storage, name: string, query: Query, { session, sort, limit }: Options): Document[] {
  const { _id } = query;
  const snapshot = snapshotOf(session);
  if (typeof _id === "string") {
    const found = storage.read(name, _id, snapshot);
    return found !== null && fits(found, query) ? [found] : [];
  }
  const found = storage.find(name, query, snapshot);
  if (sort) found.sort((a, b) => inOrder(a, b, sort));
  return limit === undefined ? found : found.slice(0, limit);
}

function pipeline(
  storage: Storage,
  name: string,
  [first, ...stages]: readonly Stage[],
  snapshot: Snapshot | null,
): Document[] {
  if (first === undefined || !("$match" in first))
    throw new Error("the simulated pipelines begin with $match");
  let found = storage.find(name, first.$match, snapshot);
  for (const stage of stages) {
    if ("$match" in stage) found = found.filter((document) => fits(document, stage.$match));
    else if ("$sort" in stage) found = found.toSorted((a, b) => inOrder(a, b, stage.$sort));
    else if ("$limit" in stage) found = found.slice(0, stage.$limit);
    else
      throw new Error(
        `the simulated database does not know ${Object.keys(stage)}: teach it in collection.ts`,
      );
  }
  return found;
}

function inOrder(a: Document, b: Document, sort: Sort): number {
  for (const [path, direction] of Object.entries(sort)) {
    const order = compare(valuesAt(a, path)[0], valuesAt(b, path)[0]);
    if (order !== 0) return order * direction;
  }
  return 0;
}
