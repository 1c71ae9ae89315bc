import { must } from "@vc/client";
import { visitor } from "@vc/testing/journey";
import { ask } from "@vc/testing/people";
import { z } from "zod";
import { sampleOf } from "./abuse/samples.ts";
import { testWorld } from "./test-platform.ts";

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

/** Every route of the platform, or of one part of it, as its OpenAPI document tells of it. */
export async function allRoutes(baseUrl = testWorld().gatewayUrl): Promise<Route[]> {
  const { paths } = OpenApi.parse(
    must(await ask({ ...visitor(testWorld()), baseUrl }, "GET", "/openapi.json")),
  );
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([key, operation]) => {
      const method = key.toUpperCase();
      return { method, path, name: `${method} ${path}`, operation };
    }),
  );
}

/** The path with good parameters, of things that do not exist. */
export function somePath({ path, operation }: Route): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = operation.parameters.find((each) => each.in === "path" && each.name === name);
    return String(sampleOf(parameter?.schema ?? {}));
  });
}
