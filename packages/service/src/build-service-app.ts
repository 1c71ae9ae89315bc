import { isDatabaseAway } from "@vc/bus";
import { type App, buildServer } from "@vc/http";
import type { Platform } from "./run-service.ts";

/**
 * The Fastify app of a service that stores: `buildServer` of @vc/http, with 503 while the database cannot be reached.
 *
 * @param about the service's name, and one sentence for the OpenAPI document
 */
export function buildServiceApp(
  platform: Pick<Platform, "log" | "registry" | "tokenKeys" | "clock" | "readiness">,
  about: { readonly service: string; readonly description: string },
): Promise<App> {
  const { log, registry, tokenKeys, clock, readiness } = platform;
  return buildServer({ ...about, log, registry, tokenKeys, clock, readiness, isUnavailable: isDatabaseAway });
}
