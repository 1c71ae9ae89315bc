import { type Document, fits } from "../database/documents.ts";
import type { Snapshot } from "../database/snapshot.ts";
import type { Storage, Written } from "../database/storage.ts";

/** The documents of a database at one moment. Nothing in it is ever changed: a commit makes others. */
export type Collections = ReadonlyMap<string, ReadonlyMap<string, Document>>;

/** A storage of which every moment can be kept and come back to. */
export interface KeptStorage extends Storage {
  capture(): Collections;
  restore(moment: Collections): void;
}

/**
 * The storage of a walk, which takes one step at a time: no two transactions meet, so there are neither versions nor locks.
 * What happens when they meet is the random simulation's subject.
 */
export function createKeptStorage(committed: (written: readonly Written[]) => void): KeptStorage {
  let collections: Collections = new Map();

  function read(name: string, id: string, snapshot: Snapshot | null): Document | null {
    const own = snapshot?.writes.get(name);
    return (own?.has(id) ? own.get(id) : collections.get(name)?.get(id)) ?? null;
  }

  function put(changes: Snapshot["writes"]): void {
    const after = new Map(collections);
    const written: Written[] = [];
    for (const [collection, writes] of changes) {
      const documents = new Map(after.get(collection));
      for (const [id, document] of writes) {
        written.push({ collection, before: documents.get(id) ?? null, after: document });
        if (document === null) documents.delete(id);
        else documents.set(id, document);
      }
      after.set(collection, documents);
    }
    collections = after;
    committed(written);
  }

  return {
    read,
    find: (name, query, snapshot) => {
      const ids = new Set([
        ...(collections.get(name)?.keys() ?? []),
        ...(snapshot?.writes.get(name)?.keys() ?? []),
      ]);
      return [...ids].flatMap((id) => {
        const document = read(name, id, snapshot);
        return document !== null && fits(document, query) ? [document] : [];
      });
    },
    write: (name, id, document, snapshot) => {
      if (snapshot === null) return put(new Map([[name, new Map([[id, document]])]]));
      const writes = snapshot.writes.get(name) ?? new Map<string, Document | null>();
      snapshot.writes.set(name, writes.set(id, document));
    },
    begin: () => ({ seesUntil: null, writes: new Map() }),
    commit: ({ writes }) => {
      if (writes.size > 0) put(writes);
    },
    abort: ({ writes }) => writes.clear(),
    capture: () => collections,
    restore: (moment) => {
      collections = moment;
    },
  };
}
