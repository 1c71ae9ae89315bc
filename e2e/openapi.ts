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
const OpenApi = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)) });

export interface Route {
  readonly method: string;
  /** With its parameters in braces. */
  readonly path: string;
  /** `GET /v1/me` */
  readonly name: string;
  readonly operation: z.output<typeof Operation>;
}

/** The routes that an OpenAPI document describes. */
export function routesOf(document: unknown): Route[] {
  return Object.entries(OpenApi.parse(document).paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([key, operation]) => {
      const method = key.toUpperCase();
      return { method, path, name: `${method} ${path}`, operation };
    }),
  );
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
