import { eachOf } from "./check-change.ts";
import type { Change } from "./queries.ts";

type Stored = Record<string, unknown>;

/**
 * The document that an update makes where it finds none: what the filter says by equality, and what the change says.
 * Pure.
 */
export function upsertedDocument(filter: Stored, change: Change<Stored>): Stored {
  const made: Stored = {};
  for (const [path, wanted] of Object.entries(filter)) {
    if (!path.startsWith("$") && !isCondition(wanted)) write(made, path, wanted);
  }
  const { $set, $setOnInsert, $inc, $max, $min, $push, $addToSet } = change;
  for (const values of [$setOnInsert, $set, $inc, $max, $min]) {
    for (const [path, value] of Object.entries(values ?? {})) {
      if (value !== undefined) write(made, path, value);
    }
  }
  for (const items of [$push, $addToSet]) {
    for (const [path, value] of Object.entries(items ?? {})) write(made, path, [...eachOf(value)]);
  }
  return made;
}

function isCondition(wanted: unknown): boolean {
  return (
    typeof wanted === "object" && wanted !== null && Object.keys(wanted).some((key) => key.startsWith("$"))
  );
}

function write(part: Stored, path: string, value: unknown): void {
  const dot = path.indexOf(".");
  if (dot < 0) {
    part[path] = value;
    return;
  }
  const name = path.slice(0, dot);
  const inner: Stored = { ...(part[name] as Stored | undefined) }; // what a path goes through is an object
  write(inner, path.slice(dot + 1), value);
  part[name] = inner;
}
