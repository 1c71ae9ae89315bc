import { type Document, isCondition, type Query, valuesAt } from "./documents.ts";
import type { Snapshot } from "./snapshot.ts";

interface Version {
  readonly document: Document | null;
  readonly commit: number;
  /** Kept while a transaction is open that may have to see it. */
  readonly previous: Version | undefined;
}

/** The documents of one collection, as commits left them. */
export interface StoredCollection {
  readonly versions: Map<string, Version>;
  /** Documents that an open transaction has written, and which. */
  readonly locks: Map<string, Snapshot>;
  /** Made for each field that a query asks for by a value: field → value → ids. */
  readonly indexes: Map<string, Map<unknown, Set<string>>>;
}

export function storedCollection(): StoredCollection {
  return { versions: new Map(), locks: new Map(), indexes: new Map() };
}

/** A document as the commit of that number left it. */
export function versionAt({ versions }: StoredCollection, id: string, commit: number): Document | null {
  let current = versions.get(id);
  while (current !== undefined && current.commit > commit) current = current.previous;
  return current?.document ?? null;
}

/** Makes a version the newest. @returns the document before it */
export function putVersion(
  target: StoredCollection,
  id: string,
  document: Document | null,
  { commit, keepsPrevious }: { commit: number; keepsPrevious: boolean },
): Document | null {
  const latest = target.versions.get(id);
  const before = latest?.document ?? null;
  target.versions.set(id, { document, commit, previous: keepsPrevious ? latest : undefined });
  for (const [field, index] of target.indexes) {
    // Most writes leave most fields as they are.
    if (before !== null && document !== null && before[field] === document[field] && !field.includes("."))
      continue;
    for (const value of before === null ? [] : keysOf(before, field)) index.get(value)?.delete(id);
    if (document !== null) addTo(index, document, field);
  }
  return before;
}

/** The ids that can fit, each once: an index makes the difference between a look and a search through everything. */
export function candidates(target: StoredCollection, query: Query): Iterable<string> {
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

function indexOn(target: StoredCollection, field: string): Map<unknown, Set<string>> {
  const found = target.indexes.get(field);
  if (found) return found;
  const index = new Map<unknown, Set<string>>();
  for (const { document } of target.versions.values()) if (document) addTo(index, document, field);
  target.indexes.set(field, index);
  return index;
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
