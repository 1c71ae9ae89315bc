import { isDatabaseAway } from "@vc/bus";
import { type App, buildServer } from "@vc/http";
import type { Platform } from "./run-service.ts";

/** The Fastify app of a service that stores: `buildServer` of @vc/http, with 503 while the database cannot be reached. */
export function buildServiceApp(
  platform: Pick<Platform, "log" | "registry" | "tokenKeys" | "clock" | "readiness" | "undeclaredAnswers">,
  service: string,
): Promise<App> {
  const { log, registry, tokenKeys, clock, readiness, undeclaredAnswers } = platform;
  return buildServer({
    service,
    log,
    registry,
    tokenKeys,
    clock,
    readiness,
    undeclaredAnswers,
    isUnavailable: isDatabaseAway,
  });
}
