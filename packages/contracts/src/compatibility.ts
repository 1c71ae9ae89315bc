import { z } from "zod";
import type { EventDefinition } from "./define-event.ts";

/** A JSON Schema, as far as it is compared here. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schema of an event's data in the form that is compared: draft 7, without descriptions and examples. */
export function jsonSchemaOf({ schema }: Pick<EventDefinition, "schema">): JsonSchema {
  return z.toJSONSchema(schema, { target: "draft-7", unrepresentable: "any" });
}

/** Words about the data and none of the data; objects are open to fields that a reader does not know. */
const HARMLESS: readonly string[] = ["$schema", "title", "description", "examples", "default", "required"];

/**
 * What makes two forms of one event unreadable for each other. In a rollout new publishers meet old consumers, and new
 * consumers meet old events (in queues, parked, told again), so each must accept what the other sends: only fields
 * that may be missing can be added.
 *
 * @returns one sentence per break, with the path of the field; none when the forms are compatible
 */
export function breakingChanges(released: JsonSchema, current: JsonSchema, path = "data"): string[] {
  const breaks: string[] = [];
  const keys = new Set([...Object.keys(released), ...Object.keys(current)]);
  for (const key of keys) {
    if (HARMLESS.includes(key)) continue;
    const [before, after] = [released[key], current[key]];
    if (key === "properties") breaks.push(...propertyBreaks(released, current, path));
    else if (key === "additionalProperties" && (!isSchema(before) || !isSchema(after))) continue;
    else if (isSchema(before) && isSchema(after))
      breaks.push(...breakingChanges(before, after, key === "items" ? `${path}[]` : path));
    else if (areSchemas(before) && areSchemas(after) && before.length === after.length)
      breaks.push(...before.flatMap((each, index) => breakingChanges(each, after[index] ?? {}, path)));
    else if (canonical(before) !== canonical(after))
      breaks.push(`${path}: ${key} was ${canonical(before)} and is ${canonical(after)}`);
  }
  return breaks;
}

function propertyBreaks(released: JsonSchema, current: JsonSchema, path: string): string[] {
  const before = propertiesOf(released);
  const after = propertiesOf(current);
  const wasRequired = requiredOf(released);
  const isRequired = requiredOf(current);
  const breaks: string[] = [];
  for (const [name, schema] of before) {
    const now = after.get(name);
    const field = `${path}.${name}`;
    if (!now) {
      breaks.push(`${field}: is gone`);
      continue;
    }
    if (wasRequired.has(name) && !isRequired.has(name)) breaks.push(`${field}: may be missing now`);
    if (!wasRequired.has(name) && isRequired.has(name)) breaks.push(`${field}: may not be missing any more`);
    breaks.push(...breakingChanges(schema, now, field));
  }
  for (const name of after.keys()) {
    if (!before.has(name) && isRequired.has(name))
      breaks.push(`${path}.${name}: is new and required; earlier events lack it`);
  }
  return breaks;
}

function propertiesOf({ properties }: JsonSchema): ReadonlyMap<string, JsonSchema> {
  if (!isSchema(properties)) return new Map();
  return new Map(
    Object.entries(properties).flatMap(([name, each]) => (isSchema(each) ? [[name, each]] : [])),
  );
}

function requiredOf({ required }: JsonSchema): ReadonlySet<unknown> {
  return new Set(Array.isArray(required) ? required : []);
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function areSchemas(value: unknown): value is readonly JsonSchema[] {
  return Array.isArray(value) && value.length > 0 && value.every(isSchema);
}

/** The order of an `enum` says nothing. */
function canonical(value: unknown): string {
  if (value === undefined) return "not there";
  return JSON.stringify(Array.isArray(value) ? value.map((each) => JSON.stringify(each)).toSorted() : value);
}
