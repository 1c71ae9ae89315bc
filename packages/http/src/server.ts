import underPressure from "@fastify/under-pressure";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { type CallerCheck, useAccessRules } from "./access-rules.ts";
import { useAccessTokens } from "./access-tokens.ts";
import type { App } from "./app.ts";
import { useCaching } from "./caching.ts";
import type { Clock } from "./clock.ts";
import { checkProblem, checkRoutes, checkStatuses, type UndeclaredAnswers } from "./endpoint-checks.ts";
import { buildHttpServer, type HttpServerOptions } from "./http-server.ts";
import { readLeniently } from "./read-leniently.ts";
import type { TokenKeys } from "./token-keys.ts";

export interface ServerOptions
  extends Pick<HttpServerOptions, "log" | "registry" | "readiness" | "isUnavailable"> {
  readonly service: string;
  readonly tokenKeys: TokenKeys;
  readonly clock: Clock;
  /** Looks whether what a token says is still so. Default: it is. */
  readonly checkCaller?: CallerCheck | undefined;
  /** Whether an answer that its endpoint does not declare fails the request. Tests do; default: `log`. */
  readonly undeclaredAnswers?: UndeclaredAnswers | undefined;
}

/** Largest JSON body, in bytes; files come as multipart, which has its own limit. */
export const BODY_LIMIT_BYTES = 256 * 1024;

/**
 * The Fastify app that every API of schemas starts from: what `buildHttpServer` gives, access rules, zod schemas for input
 * and output, and the checks that its routes are the endpoints of the service. It connects to nothing and listens to
 * nothing.
 */
export async function buildServer(options: ServerOptions): Promise<App> {
  const undeclared = options.undeclaredAnswers ?? "log";
  const bare = await buildHttpServer(
    {
      ...options,
      bodyLimit: BODY_LIMIT_BYTES,
      checkProblem: (request, problem) => checkProblem(request, problem, undeclared),
    },
    async (app) => {
      readLeniently(app);
      const verify = await useAccessTokens(app, { keys: options.tokenKeys, clock: options.clock });
      useAccessRules(app, verify, options.checkCaller);
      checkRoutes(app, options.service);
      checkStatuses(app, undeclared);
      useCaching(app);
    },
  );
  const app: App = bare.withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(underPressure, { maxEventLoopDelay: 2_000, retryAfter: 2 });
  return app;
}
