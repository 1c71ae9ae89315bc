/** A document as stored. Stored documents are never changed: an update makes another one. */
export interface Document {
  readonly _id: string;
  readonly [field: string]: unknown;
}

export type Query = Readonly<Record<string, unknown>>;

/** What a path leads to: of an array, what it leads to in each item. */
export function valuesAt(document: unknown, path: string): unknown[] {
  const dot = path.indexOf(".");
  const [field, rest] = dot < 0 ? [path, undefined] : [path.slice(0, dot), path.slice(dot + 1)];
  if (typeof document !== "object" || document === null) return [undefined];
  // A document's fields are not known to the database.
  const value = (document as Record<string, unknown>)[field];
  if (Array.isArray(value)) {
    return rest === undefined ? [value, ...value] : value.flatMap((item) => valuesAt(item, rest));
  }
  return rest === undefined ? [value] : valuesAt(value, rest);
}

/** Whether a document fits a query, for the operators that the services use. */
export function fits(document: Document, query: Query): boolean {
  for (const [path, wanted] of Object.entries(query)) {
    if (path === "$or" || path === "$and") {
      const parts = wanted as readonly Query[]; // by the meaning of both operators
      const holds = (part: Query) => fits(document, part);
      if (path === "$or" ? !parts.some(holds) : !parts.every(holds)) return false;
      continue;
    }
    const values = path.includes(".") ? valuesAt(document, path) : shallow(document[path]);
    if (!isCondition(wanted)) {
      if (!values.some((value) => isSame(value, wanted))) return false;
      continue;
    }
    for (const [operator, operand] of Object.entries(wanted)) {
      const holds = operators[operator];
      if (!holds)
        throw new Error(`the simulated database does not know ${operator}: teach it in documents.ts`);
      if (!holds(values, operand)) return false;
    }
  }
  return true;
}

const shallow = (value: unknown) => (Array.isArray(value) ? [value, ...value] : [value]);

type Operator = (values: readonly unknown[], operand: unknown) => boolean;

const compares =
  (holds: (order: number) => boolean): Operator =>
  (values, operand) =>
    values.some((value) => value !== undefined && value !== null && holds(compare(value, operand)));

const isIn: Operator = (values, operand) =>
  // The operand of $in is an array.
  values.some((value) => (operand as readonly unknown[]).some((each) => isSame(value, each)));

const operators: Readonly<Record<string, Operator>> = {
  $eq: (values, operand) => values.some((value) => isSame(value, operand)),
  $ne: (values, operand) => !values.some((value) => isSame(value, operand)),
  $in: isIn,
  $nin: (values, operand) => !isIn(values, operand),
  $gt: compares((order) => order > 0),
  $gte: compares((order) => order >= 0),
  $lt: compares((order) => order < 0),
  $lte: compares((order) => order <= 0),
  $exists: (values, operand) => values.some((value) => value !== undefined) === operand,
};

export function isCondition(wanted: unknown): wanted is Query {
  if (typeof wanted !== "object" || wanted === null || wanted instanceof Date || Array.isArray(wanted)) {
    return false;
  }
  for (const key in wanted) return key.startsWith("$");
  return false;
}

/** MongoDB finds what is missing when asked for null. */
function isSame(value: unknown, wanted: unknown): boolean {
  if (wanted === null) return value === null || value === undefined;
  if (wanted instanceof Date) return value instanceof Date && value.getTime() === wanted.getTime();
  return value === wanted;
}

export function compare(one: unknown, other: unknown): number {
  const [a, b] = [comparable(one), comparable(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function comparable(value: unknown): number | string {
  if (value instanceof Date) return value.getTime();
  return typeof value === "number" || typeof value === "string" ? value : "";
}
