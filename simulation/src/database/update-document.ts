import { type Document, isCondition, type Query } from "./documents.ts";

export type Change = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Fields = Record<string, unknown>;

const changes: Readonly<Record<string, (fields: Fields, path: string, operand: unknown) => void>> = {
  $set: write,
  $setOnInsert: () => {},
  $unset: (fields, path) => {
    delete fields[path];
  },
  $inc: (fields, path, by) => write(fields, path, Number(fields[path] ?? 0) + Number(by)),
  $max: (fields, path, than) => {
    if (!(Number(fields[path]) >= Number(than))) write(fields, path, than);
  },
  $push: (fields, path, item) => write(fields, path, [...listAt(fields, path), item]),
};

const listAt = (fields: Fields, path: string): readonly unknown[] => {
  const list = fields[path];
  return Array.isArray(list) ? list : [];
};

/** The document after an update with operators, for those that the services use. */
export function updated(before: Document, change: Change): Document {
  const fields: Fields = { ...before };
  for (const operator in change) {
    const apply = changes[operator];
    if (!apply)
      throw new Error(`the simulated database does not know ${operator}: teach it in update-document.ts`);
    const operands = change[operator];
    for (const path in operands) apply(fields, path, operands[path]);
  }
  // Its `_id` is what it was: no update of the services sets one.
  return fields as unknown as Document;
}

/** The document that an upsert makes: what the query says it is, and what the update says. */
export function upserted(query: Query, change: Change): Document {
  const fields: Fields = {};
  for (const [path, wanted] of Object.entries(query)) if (!isCondition(wanted)) fields[path] = wanted;
  const { $setOnInsert, ...others } = change;
  return updated({ ...fields, ...$setOnInsert, _id: String(fields._id) }, others);
}

function write(fields: Fields, path: string, value: unknown): void {
  const dot = path.indexOf(".");
  if (dot < 0) {
    fields[path] = value;
    return;
  }
  const field = path.slice(0, dot);
  // What a path goes through is a document.
  const inner = { ...(fields[field] as Fields | undefined) };
  write(inner, path.slice(dot + 1), value);
  fields[field] = inner;
}
