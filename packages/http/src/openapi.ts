import swagger from "@fastify/swagger";
import {
  type Access,
  answerOf,
  type Endpoint,
  operationOf,
  type ProblemCode,
  problemStatuses,
  problemsOf,
} from "@vc/contracts";
import fastify, { type FastifySchema } from "fastify";
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from "fastify-type-provider-zod";
import { problemResponse } from "./problem.ts";

/** Any operation may come to refuse with one of these statuses, so clients handle them everywhere. */
const STATUSES_OF_ANY_OPERATION = [404, 409];

/** Refusals with one of these statuses say in `retry-after` when to ask again. */
const STATUSES_TO_RETRY = ["429", "503"];

const uploadForm = {
  type: "object",
  properties: { file: { type: "string", format: "binary", minLength: 1 } },
  required: ["file"],
};

export interface OpenApiInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
}

interface Header {
  readonly description: string;
  readonly schema: { readonly type: string };
}

/** As much of an operation as is completed here. */
interface Operation {
  requestBody?: {
    required: boolean;
    content: Record<string, { schema: { anyOf?: { type?: string }[] } }>;
  };
  responses: Record<
    string,
    { description?: string; headers?: Record<string, Header>; "x-problem-codes"?: readonly ProblemCode[] }
  >;
}

export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: OpenApiInfo;
  /** Relative: the server of the document is the server of the API. */
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<string, unknown>;
    readonly securitySchemes: Record<string, unknown>;
  };
}

/**
 * The OpenAPI document of endpoints. It says of every operation its id, who may call it, its schemas and headers, and of
 * every refusal the codes (`x-problem-codes`).
 */
export async function describeEndpoints(
  endpoints: readonly Endpoint[],
  info: OpenApiInfo,
): Promise<OpenApiDocument> {
  const app = fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info,
      servers: [{ url: "/" }],
      tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
      components: { securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } },
    },
    transform: describeRoute,
    transformObject: jsonSchemaTransformObject,
  });
  for (const endpoint of endpoints) {
    const { method, path: url } = endpoint;
    app.route({ method, url, schema: documentedSchemaOf(endpoint), handler: () => undefined });
  }
  await app.ready();
  // What @fastify/swagger makes of the options above; its own type is a union over versions of OpenAPI.
  const document = app.swagger() as unknown as OpenApiDocument;
  await app.close();
  for (const endpoint of endpoints) complete(document, endpoint);
  return { ...document, components: { ...document.components, schemas: usedSchemas(document) } };
}

/** What the document says of a route: its schema, and the form of an upload, which no schema checks. */
const describeRoute: typeof jsonSchemaTransform = (route) => {
  const { schema, url } = jsonSchemaTransform(route);
  const isUpload = schema?.consumes?.includes("multipart/form-data") ?? false;
  return { url, schema: isUpload ? { ...schema, body: uploadForm } : schema };
};

function documentedSchemaOf(endpoint: Endpoint): FastifySchema {
  const { id, tag, summary, description, params, query, headers, body, isUpload, access } = endpoint;
  const { status, schema, mediaType } = answerOf(endpoint);
  const refusals = [...codesByStatus(endpoint)].map(([refused, codes]) => [
    refused,
    problemResponse(refused, codes),
  ]);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(headers && { headers }),
    ...(body && { body }),
    ...(isUpload && { consumes: ["multipart/form-data"] }),
    ...(mediaType !== undefined && { produces: [mediaType] }),
    response: { [status]: schema, ...Object.fromEntries(refusals) },
    ...securityOf(access),
  };
}

/** The codes of an endpoint's refusals, by status. */
function codesByStatus(endpoint: Endpoint): ReadonlyMap<number, readonly ProblemCode[]> {
  const codes = new Map<number, ProblemCode[]>(STATUSES_OF_ANY_OPERATION.map((status) => [status, []]));
  for (const code of problemsOf(endpoint)) {
    const status = problemStatuses[code];
    codes.set(status, [...(codes.get(status) ?? []), code]);
  }
  return codes;
}

/** What the document says of an access rule; the empty alternative makes a token welcome, not needed. */
function securityOf(access: Access): object {
  if (access === "public" || access === "signed_webhook") return {};
  return { security: access === "optional" ? [{ bearer: [] }, {}] : [{ bearer: [] }] };
}

/** Adds what @fastify/swagger has no words for: headers, codes, and that a body which may be `null` can be left out. */
function complete(document: OpenApiDocument, endpoint: Endpoint): void {
  const [, path = ""] = operationOf(endpoint).split(" ");
  const operation = document.paths[path]?.[endpoint.method.toLowerCase()];
  if (operation === undefined) throw new Error(`${operationOf(endpoint)} is not in its own document`);
  const alternatives = operation.requestBody?.content["application/json"]?.schema.anyOf ?? [];
  if (operation.requestBody && alternatives.some(({ type }) => type === "null")) {
    operation.requestBody.required = false;
  }
  const { status, headers, sendsParts } = answerOf(endpoint);
  addHeaders(operation, String(status), headers);
  const whole = operation.responses[status];
  if (sendsParts && whole) {
    operation.responses[206] = { ...whole, description: "the part that `Range` names" };
    addHeaders(operation, "206", { ...headers, "content-range": "which bytes these are, and of how many" });
  }
  for (const [refused, codes] of codesByStatus(endpoint)) {
    const response = operation.responses[refused];
    if (response && codes.length > 0) response["x-problem-codes"] = codes;
  }
  for (const refused of STATUSES_TO_RETRY) {
    addHeaders(operation, refused, { "retry-after": "seconds until another try can succeed" });
  }
}

function addHeaders(
  { responses }: Operation,
  status: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const response = responses[status];
  const described = Object.entries(headers).map(
    ([name, description]) => [name, { description, schema: { type: "string" } }] as const,
  );
  if (response && described.length > 0) response.headers = Object.fromEntries(described);
}

/** The type provider describes every schema with an id that was ever made; the document those that operations lead to. */
function usedSchemas({ paths, components }: OpenApiDocument): Record<string, unknown> {
  const used = new Set<string>();
  const queue: unknown[] = [paths];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const [, name = ""] of JSON.stringify(next).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      queue.push(components.schemas[name]);
    }
  }
  return Object.fromEntries(Object.entries(components.schemas).filter(([name]) => used.has(name)));
}
