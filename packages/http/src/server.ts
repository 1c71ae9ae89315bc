import swagger from "@fastify/swagger";
import underPressure from "@fastify/under-pressure";
import { type Access, IdempotencyHeaders } from "@vc/contracts";
import type { RouteOptions } from "fastify";
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import { useAccessRules } from "./access-rules.ts";
import { useAccessTokens } from "./access-tokens.ts";
import type { App } from "./app.ts";
import type { Clock } from "./clock.ts";
import { buildHttpServer, type HttpServerOptions } from "./http-server.ts";
import { problemResponse } from "./problem.ts";
import type { TokenKeys } from "./token-keys.ts";

export interface ServerOptions
  extends Pick<HttpServerOptions, "log" | "registry" | "readiness" | "isUnavailable"> {
  readonly service: string;
  /** One sentence for the OpenAPI document. */
  readonly description: string;
  readonly tokenKeys: TokenKeys;
  readonly clock: Clock;
}

/** Largest JSON body, in bytes; files come as multipart, which has its own limit. */
export const BODY_LIMIT_BYTES = 256 * 1024;

/** What the OpenAPI document says of a route's access rule; the empty alternative makes a token welcome, not needed. */
function securityOf(access: Access): object {
  if (access === "public" || access === "signed_webhook") return {};
  return { security: access === "optional" ? [{ bearer: [] }, {}] : [{ bearer: [] }] };
}

/** What the OpenAPI document says of a route: its schema, and the form of an upload, which no schema checks. */
const describeRoute: typeof jsonSchemaTransform = (route) => {
  const { schema, url } = jsonSchemaTransform(route);
  const isUpload = schema?.consumes?.includes("multipart/form-data") ?? false;
  return { url, schema: isUpload ? { ...schema, body: UPLOAD_FORM } : schema };
};

interface DescribedBody {
  required: boolean;
  content: Record<string, { schema: { anyOf?: { type?: string }[] } }>;
}

/** The whole document; @fastify/swagger says of every body that it is needed, also of one that may be `null`. */
const describeComponents: typeof jsonSchemaTransformObject = (input) => {
  const document = jsonSchemaTransformObject(input);
  // As much of what @fastify/swagger has made as is looked at; its own type is a union over versions of OpenAPI.
  const paths = (document.paths ?? {}) as Record<string, Record<string, { requestBody?: DescribedBody }>>;
  for (const { requestBody } of Object.values(paths).flatMap((operations) => Object.values(operations))) {
    const alternatives = requestBody?.content["application/json"]?.schema.anyOf ?? [];
    if (requestBody && alternatives.some(({ type }) => type === "null")) requestBody.required = false;
  }
  return document;
};

const UPLOAD_FORM = {
  type: "object",
  properties: { file: { type: "string", format: "binary", minLength: 1 } },
  required: ["file"],
};

/** Problem answers that a route may give because of its access rule and input. */
function commonProblems(access: Access, { url, schema }: Pick<RouteOptions, "url" | "schema">): number[] {
  return [
    ...[400, 404, 409, 413, 415, 429, 500, 503],
    ...(access === "public" || access === "signed_webhook" ? [] : [401]),
    ...(typeof access === "object" ? [403] : []),
    ...(url.includes(":") ? [414] : []),
    ...(schema?.headers === IdempotencyHeaders ? [422] : []),
  ];
}

/**
 * The Fastify app that every API of schemas starts from: what `buildHttpServer` gives, access rules, zod schemas for input
 * and output, and the OpenAPI document at `/openapi.json`. It connects to nothing and listens to nothing.
 */
export async function buildServer(options: ServerOptions): Promise<App> {
  const bare = await buildHttpServer({ ...options, bodyLimit: BODY_LIMIT_BYTES }, async (app) =>
    useAccessRules(app, await useAccessTokens(app, { keys: options.tokenKeys, clock: options.clock })),
  );
  const app: App = bare.withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addHook("onRoute", (route) => {
    const access = route.config?.access;
    if (access === undefined || route.config?.endpoint || route.schema?.hide) return;
    // Fastify's type leaves open what `response` is; our routes map a status to its schema.
    const own = (route.schema?.response ?? {}) as Record<string, unknown>;
    const refusals = Object.keys(own)
      .map(Number)
      .filter((status) => status >= 400);
    route.schema = {
      ...route.schema,
      response: {
        ...own,
        ...Object.fromEntries(
          [...commonProblems(access, route), ...refusals].map((status) => [status, problemResponse(status)]),
        ),
      },
      ...securityOf(access),
    };
  });
  await app.register(underPressure, { maxEventLoopDelay: 2_000, retryAfter: 2 });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: options.service, description: options.description, version: "1" },
      components: { securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } },
    },
    transform: describeRoute,
    transformObject: describeComponents,
  });
  const hidden = { schema: { hide: true }, config: { access: "public" as const } };
  app.get("/openapi.json", hidden, async () => app.swagger());
  return app;
}
