import { z } from "zod";
import { documentedRoutes } from "../openapi.ts";

const Schema = z.looseObject({
  type: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).default({}),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).default([]),
  oneOf: z.array(z.unknown()).default([]),
  pattern: z.string().optional(),
  format: z.string().optional(),
});

/** The fields of a body that hold text of the caller's own: no ids, no times, no words of a fixed list. */
function textsIn(described: unknown, path: string): string[] {
  const schema = Schema.safeParse(described);
  if (!schema.success) return [];
  const { type, properties, items, anyOf, oneOf, pattern, format } = schema.data;
  const isFixed = schema.data.enum !== undefined || schema.data.const !== undefined;
  const isId = pattern?.includes("_[0-7]") ?? false;
  const own = type === "string" && !isFixed && !isId && format !== "date-time" ? [path] : [];
  return [
    ...own,
    ...[...anyOf, ...oneOf, items].flatMap((part) => textsIn(part, path)),
    ...Object.entries(properties).flatMap(([name, part]) =>
      textsIn(part, path === "" ? name : `${path}.${name}`),
    ),
  ];
}

/** Every text that a request can carry, by route and field: `POST /v1/reviews text`. */
export function documentedTexts(): string[] {
  const texts = documentedRoutes().flatMap(({ name, operation }) =>
    Object.values(operation.requestBody?.content ?? {}).flatMap(({ schema }) =>
      textsIn(schema, "").map((path) => `${name} ${path}`),
    ),
  );
  return [...new Set(texts)];
}
