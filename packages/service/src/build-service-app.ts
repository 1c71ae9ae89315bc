import { isDatabaseAway } from "@vc/bus";
import { type App, buildServer, type CallerCheck } from "@vc/http";
import { guardWords } from "./guard-words.ts";
import type { Platform } from "./run-service.ts";

/**
 * The Fastify app of a service that stores: `buildServer` of @vc/http, with 503 while the database cannot be reached, and without contact details (R3).
 *
 * @param checkCaller `watchAccounts`, in every service but accounts
 */
export async function buildServiceApp(
  platform: Pick<Platform, "log" | "registry" | "tokenKeys" | "clock" | "readiness" | "undeclaredAnswers">,
  service: string,
  checkCaller?: CallerCheck,
): Promise<App> {
  const { log, registry, tokenKeys, clock, readiness, undeclaredAnswers } = platform;
  const app = await buildServer({
    service,
    log,
    registry,
    tokenKeys,
    clock,
    readiness,
    checkCaller,
    undeclaredAnswers,
    isUnavailable: isDatabaseAway,
  });
  guardWords(app);
  return app;
}
