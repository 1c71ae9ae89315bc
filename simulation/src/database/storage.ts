import { type Document, fits, isCondition, type Query, valuesAt } from "./documents.ts";

/** What one commit did to a document. */
export interface Written {
  readonly collection: string;
  readonly before: Document | null;
  readonly after: Document | null;
}

/** A transaction: it sees the database as it was when it began, and its own writes. */
export interface Snapshot {
  /** The number of the last commit that it sees; set by its first look. */
  seesUntil: number | null;
  readonly writes: Map<string, Map<string, Document | null>>;
}

/** Another writer was first. What MongoDB calls a TransientTransactionError: to be tried again from the start. */
export class WriteConflict extends Error {
  override readonly name = "WriteConflict";
}

interface Version {
  readonly document: Document | null;
  readonly commit: number;
  /** Kept while a transaction is open that may have to see it. */
  readonly previous: Version | undefined;
}

interface Collection {
  readonly name: string;
  readonly versions: Map<string, Version>;
  /** Documents that an open transaction has written, and which. */
  readonly locks: Map<string, Snapshot>;
  /** Made for each field that a query asks for by a value: field → value → ids. */
  readonly indexes: Map<string, Map<unknown, Set<string>>>;
}

export interface Storage {
  read(collection: string, id: string, snapshot: Snapshot | null): Document | null;
  /** What fits, in the order of writing. */
  find(collection: string, query: Query, snapshot: Snapshot | null): Document[];
  /** @throws WriteConflict */
  write(collection: string, id: string, document: Document | null, snapshot: Snapshot | null): void;
  begin(): Snapshot;
  commit(snapshot: Snapshot): void;
  abort(snapshot: Snapshot): void;
}

/**
 * Collections in memory with MongoDB's transactions: a transaction reads one moment, and of two that write the same
 * document the second fails at once. `committed` hears of every commit.
 */
export function createStorage(committed: (written: readonly Written[]) => void): Storage {
  const collections = new Map<string, Collection>();
  const open = new Set<Snapshot>();
  let commits = 0;

  function collection(name: string): Collection {
    const found = collections.get(name);
    if (found) return found;
    const made: Collection = { name, versions: new Map(), locks: new Map(), indexes: new Map() };
    collections.set(name, made);
    return made;
  }

  function seen(version: Version | undefined, snapshot: Snapshot | null): Document | null {
    let current = version;
    const until = snapshot?.seesUntil ?? commits;
    while (current !== undefined && current.commit > until) current = current.previous;
    return current?.document ?? null;
  }

  function look(snapshot: Snapshot | null): void {
    if (snapshot !== null) snapshot.seesUntil ??= commits;
  }

  function read(name: string, id: string, snapshot: Snapshot | null): Document | null {
    look(snapshot);
    const own = snapshot?.writes.get(name);
    if (own?.has(id)) return own.get(id) ?? null;
    return seen(collection(name).versions.get(id), snapshot);
  }

  function put(target: Collection, id: string, document: Document | null): Document | null {
    const latest = target.versions.get(id);
    const before = latest?.document ?? null;
    target.versions.set(id, { document, commit: commits, previous: open.size > 0 ? latest : undefined });
    for (const [field, index] of target.indexes) {
      for (const value of before === null ? [] : keysOf(before, field)) index.get(value)?.delete(id);
      if (document !== null) addTo(index, document, field);
    }
    return before;
  }

  /** The ids that can fit, each once: an index makes the difference between a look and a search through everything. */
  function candidates(target: Collection, query: Query): Iterable<string> {
    const ids = valuesWanted(query._id);
    if (ids) return ids.map(String);
    for (const field in query) {
      const values = field.startsWith("$") ? null : valuesWanted(query[field]);
      if (values === null) continue;
      const index = indexOn(target, field);
      const [only] = values;
      if (values.length === 1) return index.get(only) ?? [];
      return new Set(values.flatMap((value) => [...(index.get(value) ?? [])]));
    }
    return target.versions.keys();
  }

  function indexOn(target: Collection, field: string): Map<unknown, Set<string>> {
    const found = target.indexes.get(field);
    if (found) return found;
    const index = new Map<unknown, Set<string>>();
    for (const { document } of target.versions.values()) if (document) addTo(index, document, field);
    target.indexes.set(field, index);
    return index;
  }

  return {
    read,
    find: (name, query, snapshot) => {
      look(snapshot);
      const own = snapshot?.writes.get(name);
      let ids = candidates(collection(name), query);
      if (own !== undefined && own.size > 0) ids = new Set([...ids, ...own.keys()]);
      const found: Document[] = [];
      for (const id of ids) {
        const document = read(name, id, snapshot);
        if (document !== null && fits(document, query)) found.push(document);
      }
      return found;
    },
    write: (name, id, document, snapshot) => {
      const target = collection(name);
      const lock = target.locks.get(id);
      if (lock !== undefined && lock !== snapshot) throw new WriteConflict(`${name} ${id} is being written`);
      if (snapshot === null) {
        commits++;
        const before = put(target, id, document);
        committed([{ collection: name, before, after: document }]);
        return;
      }
      look(snapshot);
      const latest = target.versions.get(id)?.commit ?? 0;
      if (latest > (snapshot.seesUntil ?? commits)) throw new WriteConflict(`${name} ${id} was written`);
      target.locks.set(id, snapshot);
      const writes = snapshot.writes.get(name) ?? new Map<string, Document | null>();
      snapshot.writes.set(name, writes.set(id, document));
    },
    begin: () => {
      const snapshot: Snapshot = { seesUntil: null, writes: new Map() };
      open.add(snapshot);
      return snapshot;
    },
    commit: (snapshot) => {
      open.delete(snapshot);
      if (snapshot.writes.size === 0) return;
      commits++;
      const written: Written[] = [];
      for (const [name, writes] of snapshot.writes) {
        const target = collection(name);
        for (const [id, document] of writes) {
          target.locks.delete(id);
          written.push({ collection: name, before: put(target, id, document), after: document });
        }
      }
      committed(written);
    },
    abort: (snapshot) => {
      open.delete(snapshot);
      for (const [name, writes] of snapshot.writes) {
        for (const id of writes.keys()) collection(name).locks.delete(id);
      }
      snapshot.writes.clear();
    },
  };
}

/** The values that a condition leaves: one, or those of `$in`; `null` where it does not name any. */
function valuesWanted(wanted: unknown): readonly unknown[] | null {
  if (typeof wanted === "string") return [wanted];
  // The operand of $in is an array.
  if (isCondition(wanted) && wanted.$in !== undefined) return wanted.$in as readonly unknown[];
  return null;
}

function keysOf(document: Document, field: string): readonly unknown[] {
  return field.includes(".") ? valuesAt(document, field) : [document[field]];
}

function addTo(index: Map<unknown, Set<string>>, document: Document, field: string): void {
  for (const value of keysOf(document, field)) {
    const ids = index.get(value);
    if (ids) ids.add(document._id);
    else index.set(value, new Set([document._id]));
  }
}
