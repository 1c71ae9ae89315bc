import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { sampleOf } from "./abuse/samples.ts";

const Operation = z.looseObject({
  parameters: z.array(z.looseObject({ in: z.string(), name: z.string(), schema: z.unknown() })).default([]),
  requestBody: z
    .looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })) })
    .optional(),
  responses: z.record(z.string(), z.unknown()).default({}),
});
const OpenApi = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});

export interface Route {
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  /** `GET /v1/me` */
  readonly name: string;
  readonly operation: z.output<typeof Operation>;
}

/** The routes that an OpenAPI document describes, with the schemas of their bodies in place. */
export function routesOf(document: unknown): Route[] {
  const { paths, components } = OpenApi.parse(document);
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([key, { requestBody, ...operation }]) => {
      const method = key.toUpperCase();
      const body = requestBody && { requestBody: inPlace(requestBody, components.schemas) };
      return { method, path, name: `${method} ${path}`, operation: { ...operation, ...body } };
    }),
  );
}

/** A part of a document with what it refers to. No body refers to itself. */
function inPlace<Part>(part: Part, schemas: Readonly<Record<string, unknown>>): Part {
  const resolved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolved);
    if (typeof value !== "object" || value === null) return value;
    const { $ref, ...beside } = value as { $ref?: string };
    if (typeof $ref !== "string") {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner)]));
    }
    return { ...(resolved(schemas[$ref.split("/").at(-1) ?? ""]) as object), ...beside };
  };
  return resolved(part) as Part; // the same with references resolved
}

/** The routes of `docs/generated/openapi.json`, for tests without a platform. `npm run check` keeps it up to date. */
export function documentedRoutes(): Route[] {
  const file = join(import.meta.dirname, "../docs/generated/openapi.json");
  return routesOf(JSON.parse(readFileSync(file, "utf8")));
}

/** The path with valid parameters, of things that do not exist. */
export function somePath({ path, operation }: Route): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = operation.parameters.find((each) => each.in === "path" && each.name === name);
    return String(sampleOf(parameter?.schema ?? {}));
  });
}
