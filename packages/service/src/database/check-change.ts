import { Error as MongooseError, type Schema, type SchemaType } from "mongoose";
import { fieldCheckOf, itemCheckOf, refuse } from "./check-document.ts";
import type { Change } from "./queries.ts";

const { StrictModeError } = MongooseError;

type Operator = keyof Change<Record<string, unknown>>;
type Check = (value: unknown) => void;

const MOST_KEPT = 1_000;

/**
 * Makes the check of updates, once for a model: every path that a change names is in the schema, and every value is one
 * that its field takes. As `documentCheck`, it asks mongoose's schema types and converts nothing.
 */
export function changeCheck(schema: Schema): (change: Change<Record<string, unknown>>) => void {
  const checks = new Map<string, Check>();

  function checkOf(operator: Operator, path: string): Check {
    const name = `${operator} ${path}`;
    const known = checks.get(name);
    if (known !== undefined) return known;
    const type = schema.path(path);
    if (!type) throw new StrictModeError(path);
    const made = makers[operator](type, path);
    // A path into a record holds a name that is data: those are not kept without end.
    if (checks.size < MOST_KEPT) checks.set(name, made);
    return made;
  }

  return (change) => {
    for (const [operator, values] of Object.entries(change)) {
      for (const path in values) {
        // Undefined is nothing: the driver leaves it out.
        const value: unknown = values[path];
        if (value !== undefined) checkOf(operator as Operator, path)(value); // by the type of a change
      }
    }
  };
}

const makers: Readonly<Record<Operator, (type: SchemaType, path: string) => Check>> = {
  $set: fieldCheckOf,
  $setOnInsert: fieldCheckOf,
  $min: fieldCheckOf,
  $max: fieldCheckOf,
  $inc: (type, path) => (value) => {
    if (type.instance !== "Number" || typeof value !== "number") refuse(path, "update", "is not a number");
  },
  $unset: (type, path) => () => {
    if (!type.options.optional) refuse(path, "required", "may not be missing");
  },
  $push: manyOf,
  $addToSet: manyOf,
  $pull: manyOf,
};

function manyOf(type: SchemaType, path: string): Check {
  const check = itemCheckOf(type, path);
  return (value) => {
    for (const item of eachOf(value)) check(item);
  };
}

/** What `$push` and its like add: one item, or those of `$each`. */
export function eachOf(value: unknown): readonly unknown[] {
  const isMany = typeof value === "object" && value !== null && "$each" in value;
  return isMany && Array.isArray(value.$each) ? value.$each : [value];
}
