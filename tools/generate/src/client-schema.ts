import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
// The generator's own, and not the workspace's: version 7 has no factory of syntax trees any more (ADR 0020).
import ts from "typescript";
import { z } from "zod";

const Operation = z.looseObject({
  parameters: z.array(z.looseObject({ in: z.string(), name: z.string() })).default([]),
  responses: z.record(z.string(), z.unknown()),
});
const Document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), Operation)) });

const IDEMPOTENCY_KEY = "idempotency-key";

/**
 * `packages/client/src/schema.ts`: the public API as types for its callers, and what its client has to know of it at
 * run time. Two things are other than in the OpenAPI document: who calls need not give an `Idempotency-Key`, since
 * the client makes one, and all refusals of a route are one, since each is a problem.
 */
export async function renderClientSchema(openApi: string): Promise<string> {
  const { paths, ...rest } = Document.parse(JSON.parse(openApi, withoutConditions));
  const keyed: string[] = [];
  const forCallers = Object.entries(paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => {
        const needsKey = operation.parameters.some(({ name }) => name === IDEMPOTENCY_KEY);
        if (needsKey) keyed.push(`${method.toUpperCase()} ${path}`);
        return [method, forCaller(operation)];
      }),
    ),
  ]);
  // Only the parts that are changed have been looked at; the rest is as the services describe it.
  const document = { ...rest, paths: Object.fromEntries(forCallers) } as unknown as OpenAPI3;
  const nodes = await openapiTS(document, {
    // What has a default may be left out of a request. An answer is complete, and says so by itself.
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    silent: true,
    transform: (schema) => (schema.format === "binary" ? BLOB : undefined),
  });
  return [
    "// Generated from docs/generated/openapi.json by `npm run generate`. Do not edit.",
    "",
    astToString(nodes),
    "/** The routes that take an `Idempotency-Key`. */",
    `export const KEYED_ROUTES: readonly string[] = ${JSON.stringify(keyed)};`,
    "",
  ].join("\n");
}

/** Which fields of one object may stand together: no matter of types, and `unknown | unknown` as one. */
function withoutConditions(_key: string, value: unknown): unknown {
  const isObject = typeof value === "object" && value !== null && "properties" in value && "type" in value;
  if (!isObject) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== "oneOf" && key !== "anyOf"));
}

const BLOB = ts.factory.createTypeReferenceNode("Blob");

function forCaller(operation: z.output<typeof Operation>) {
  const answers = Object.entries(operation.responses);
  const refusal = answers.find(([status]) => status.startsWith("4"));
  return {
    ...operation,
    parameters: operation.parameters.map((parameter) =>
      parameter.name === IDEMPOTENCY_KEY ? { ...parameter, required: false } : parameter,
    ),
    responses: Object.fromEntries([
      ...answers.filter(([status]) => status.startsWith("2")),
      ...(refusal ? [["default", refusal[1]]] : []),
    ]),
  };
}
