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
  for (const path in query) {
    const wanted = query[path];
    if (path === "$or" || path === "$and") {
      const parts = wanted as readonly Query[]; // by the meaning of both operators
      const holds = (part: Query) => fits(document, part);
      if (path === "$or" ? !parts.some(holds) : !parts.every(holds)) return false;
    } else if (!isCondition(wanted)) {
      if (!isSomeAt(document, path, isSame, wanted)) return false;
    } else if (!holdAll(document, path, wanted)) return false;
  }
  return true;
}

function holdAll(document: Document, path: string, condition: Query): boolean {
  for (const name in condition) {
    if (name === "$not") {
      // The operand of $not is a condition.
      if (holdAll(document, path, condition[name] as Query)) return false;
      continue;
    }
    const operator = operators[name];
    if (!operator) throw new Error(`the simulated database does not know ${name}: teach it in documents.ts`);
    const [isOf, isMeant] = operator;
    if (isSomeAt(document, path, isOf, condition[name]) !== isMeant) return false;
  }
  return true;
}

type IsOf = (value: unknown, operand: unknown) => boolean;

/** Mostly there is one value, and it costs nothing to look at it: this is asked of more documents than anything else. */
function isSomeAt(document: Document, path: string, isOf: IsOf, operand: unknown): boolean {
  if (path.includes(".")) return valuesAt(document, path).some((value) => isOf(value, operand));
  const value = document[path];
  if (isOf(value, operand)) return true;
  return Array.isArray(value) && value.some((item) => isOf(item, operand));
}

const compares =
  (holds: (order: number) => boolean): IsOf =>
  (value, operand) =>
    value !== undefined && value !== null && holds(compare(value, operand));

// The operand of $in is an array.
const isIn: IsOf = (value, operand) => (operand as readonly unknown[]).some((each) => isSame(value, each));
const isThere: IsOf = (value, operand) => (value !== undefined) === operand;

/** What some value has to be, or none. */
const operators: Readonly<Record<string, readonly [isOf: IsOf, isMeant: boolean]>> = {
  $eq: [isSame, true],
  $ne: [isSame, false],
  $in: [isIn, true],
  $nin: [isIn, false],
  $gt: [compares((order) => order > 0), true],
  $gte: [compares((order) => order >= 0), true],
  $lt: [compares((order) => order < 0), true],
  $lte: [compares((order) => order <= 0), true],
  $exists: [isThere, true],
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
  if (value === wanted) return true;
  if (wanted === null) return value === null || value === undefined;
  if (wanted instanceof Date) return value instanceof Date && value.getTime() === wanted.getTime();
  return false;
}

export function compare(one: unknown, other: unknown): number {
  const a = comparable(one);
  const b = comparable(other);
  return a < b ? -1 : a > b ? 1 : 0;
}

function comparable(value: unknown): number | string {
  if (value instanceof Date) return value.getTime();
  return typeof value === "number" || typeof value === "string" ? value : "";
}
