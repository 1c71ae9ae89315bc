import { z } from "zod";

const Members = z.record(z.string(), z.unknown());

/** As much of an OpenAPI document as merging needs to know; the rest passes through. */
export const OpenApiDocument = z.looseObject({
  paths: z.record(z.string(), Members).default({}),
  components: z
    .looseObject({ schemas: Members.default({}), securitySchemes: Members.default({}) })
    .prefault({}),
});
export type OpenApiDocument = z.output<typeof OpenApiDocument>;

export interface ServiceDocument {
  readonly service: string;
  /** `null`: the service did not answer. */
  readonly document: OpenApiDocument | null;
}

export interface MergedDocument {
  readonly openapi: string;
  readonly info: { title: string; version: string; description: string; "x-unavailable": string[] };
  /** Relative: the server of the document serves the API too. */
  readonly servers: { url: string }[];
  readonly tags: { name: string }[];
  readonly paths: Record<string, unknown>;
  readonly components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}

const SCHEMA_REF = "#/components/schemas/";

/**
 * One document of the public API out of the services' own. Of each only the paths that the gateway passes on to it.
 * Equal schemas of several services become one; different ones of one name get the service's name in front.
 *
 * @param isPublic whether the gateway passes a path on to the service
 */
export function mergeDocuments(
  parts: readonly ServiceDocument[],
  isPublic: (service: string, path: string) => boolean,
): MergedDocument {
  const schemas: Record<string, unknown> = {};
  const securitySchemes: Record<string, unknown> = {};
  const paths: Record<string, unknown> = {};
  for (const { service, document } of parts) {
    if (document === null) continue;
    const renamed = new Map<string, string>();
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      const isTaken = name in schemas && JSON.stringify(schemas[name]) !== JSON.stringify(schema);
      if (isTaken) renamed.set(name, `${service.charAt(0).toUpperCase()}${service.slice(1)}${name}`);
    }
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      schemas[renamed.get(name) ?? name] = withRefs(schema, renamed);
    }
    Object.assign(securitySchemes, document.components.securitySchemes);
    for (const [path, operations] of Object.entries(document.paths)) {
      if (isPublic(service, path)) paths[path] = withRefs(withTags(operations, service), renamed);
    }
  }
  const unavailable = parts.filter(({ document }) => document === null).map(({ service }) => service);
  return {
    openapi: "3.1.0",
    info: {
      title: "Vendor Consolidation: the public API",
      version: "1",
      description: descriptionFor(unavailable),
      "x-unavailable": unavailable,
    },
    servers: [{ url: "/" }],
    tags: tagsOf(paths).map((name) => ({ name })),
    paths,
    components: { schemas: usedSchemas(paths, schemas), securitySchemes },
  };
}

/** Services describe every schema that they know; the public document those that its operations lead to. */
function usedSchemas(
  paths: Record<string, unknown>,
  schemas: Record<string, unknown>,
): Record<string, unknown> {
  const used = new Set<string>();
  const queue: unknown[] = [paths];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const [, name = ""] of JSON.stringify(next).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      queue.push(schemas[name]);
    }
  }
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)));
}

function descriptionFor(unavailable: readonly string[]): string {
  const about = "Errors are `application/problem+json` with a stable `code`; money is in integer cents.";
  if (unavailable.length === 0) return about;
  return `${about}\n\n**Incomplete:** not available right now: ${unavailable.join(", ")}.`;
}

/** Every operation is found under some tag: its service's where it names none itself. */
function withTags(operations: Record<string, unknown>, service: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(operations).map(([method, operation]) => {
      const known = Members.safeParse(operation);
      return [method, known.success ? { tags: [service], ...known.data } : operation];
    }),
  );
}

function tagsOf(paths: Record<string, unknown>): string[] {
  const Tagged = z.record(z.string(), z.object({ tags: z.array(z.string()) }).catch({ tags: [] }));
  const tags = Object.values(paths).flatMap((operations) =>
    Object.values(Tagged.parse(operations)).flatMap((operation) => operation.tags),
  );
  return [...new Set(tags)];
}

/** The same value with references to renamed schemas following their names. */
function withRefs(value: unknown, renamed: ReadonlyMap<string, string>): unknown {
  if (renamed.size === 0) return value;
  if (Array.isArray(value)) return value.map((item) => withRefs(item, renamed));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (key !== "$ref" || typeof member !== "string") return [key, withRefs(member, renamed)];
      const name = member.startsWith(SCHEMA_REF) ? member.slice(SCHEMA_REF.length) : "";
      return [key, renamed.has(name) ? `${SCHEMA_REF}${renamed.get(name)}` : member];
    }),
  );
}
