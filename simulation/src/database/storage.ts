import { type Document, fits, type Query } from "./documents.ts";
import type { Snapshot } from "./snapshot.ts";
import {
  candidates,
  putVersion,
  type StoredCollection,
  storedCollection,
  versionAt,
} from "./stored-collection.ts";

/** What one commit did to a document. */
export interface Written {
  readonly collection: string;
  readonly before: Document | null;
  readonly after: Document | null;
}

/** Another writer was first. What MongoDB calls a TransientTransactionError: to be tried again from the start. */
export class WriteConflict extends Error {
  override readonly name = "WriteConflict";
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
  const collections = new Map<string, StoredCollection>();
  const open = new Set<Snapshot>();
  let commits = 0;

  function collection(name: string): StoredCollection {
    const found = collections.get(name);
    if (found) return found;
    const made = storedCollection();
    collections.set(name, made);
    return made;
  }

  function look(snapshot: Snapshot | null): void {
    if (snapshot !== null) snapshot.seesUntil ??= commits;
  }

  function read(name: string, id: string, snapshot: Snapshot | null): Document | null {
    look(snapshot);
    const own = snapshot?.writes.get(name);
    if (own?.has(id)) return own.get(id) ?? null;
    return versionAt(collection(name), id, snapshot?.seesUntil ?? commits);
  }

  /** An open transaction may have to see what was before. */
  const put = (target: StoredCollection, id: string, document: Document | null) =>
    putVersion(target, id, document, { commit: commits, keepsPrevious: open.size > 0 });

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
