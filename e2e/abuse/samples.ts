import { z } from "zod";

/** As much of JSON Schema as the API's description of what it takes uses. */
const Schema = z.looseObject({
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  minLength: z.number().optional(),
  minimum: z.number().optional(),
});

const BY_FORMAT: Readonly<Record<string, string>> = {
  email: "unknown@example.test",
  uri: "https://example.test/",
  "date-time": "2030-01-01T00:00:00Z",
};

/** Something that the schema allows, with everything in it that it may have. */
export function sampleOf(described: unknown): unknown {
  const schema = Schema.parse(described);
  const [first] = schema.oneOf ?? schema.anyOf ?? [];
  // Of an object they only say which fields may stand together.
  if (first !== undefined && schema.type !== "object") return sampleOf(first);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === "object") {
    const known = Object.entries(schema.properties ?? {}).map(([name, each]) => [name, sampleOf(each)]);
    const isRecord = typeof schema.additionalProperties === "object" && known.length === 0;
    return Object.fromEntries(isRecord ? [["x", sampleOf(schema.additionalProperties)]] : known);
  }
  if (schema.type === "array") return [sampleOf(schema.items)];
  if (schema.type === "boolean") return true;
  if (schema.type === "string") return sampleText(schema);
  return schema.minimum ?? 1;
}

function sampleText({ format = "", pattern = "", minLength = 1 }: z.output<typeof Schema>): string {
  const idKind = /^\^(\w+)_\[0-7\]/.exec(pattern)?.[1];
  if (idKind !== undefined) return `${idKind}_01jd0000000000000000000000`;
  if (pattern.includes("pdf")) return "F2026-000001.pdf";
  return BY_FORMAT[format] ?? "1".repeat(Math.max(1, minLength));
}

/** One place in a value: the keys that lead to it. */
export type Place = readonly (string | number)[];

/** Every place that holds no object or array. */
export function leavesOf(value: unknown, at: Place = []): { at: Place; value: unknown }[] {
  if (typeof value !== "object" || value === null) return [{ at, value }];
  return Array.isArray(value)
    ? value.flatMap((each, index) => leavesOf(each, [...at, index]))
    : Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...at, key]));
}

/** The value with something else at one place. */
export function withAt(value: unknown, [key, ...rest]: Place, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value))
    return value.map((each, index) => (index === key ? withAt(each, rest, put) : each));
  // Places come from leavesOf, which has seen an object here.
  const object = value as Record<string, unknown>;
  return { ...object, [key]: withAt(object[key], rest, put) };
}
