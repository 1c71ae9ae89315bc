import { randomUUID } from "node:crypto";
import { parse as parseQuery } from "node:querystring";
import cors, { type FastifyCorsOptions } from "@fastify/cors";
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { Registry } from "prom-client";
import {
  addHealthRoutes,
  addMetricsRoute,
  observeRequests,
  type Readiness,
  watchReadiness,
} from "./health-and-metrics.ts";
import type { Logger } from "./logger.ts";
import { type HttpProblem, refuseAddress, useProblemDetails } from "./problem.ts";
import { refuseUnreadable, requireOneHost } from "./refuse-malformed-requests.ts";
import { refuseOtherMethods } from "./refuse-other-methods.ts";
import { originForm } from "./request-target.ts";
import { useSecurityHeaders } from "./security-headers.ts";

export interface HttpServerOptions {
  readonly log: Logger;
  readonly registry: Registry;
  readonly readiness: () => Promise<Record<string, Readiness>>;
  /** Largest JSON body, in bytes. Default: Fastify's 1 MiB. */
  readonly bodyLimit?: number;
  /** Longest path parameter, in characters. Default: 200. */
  readonly maxParamLength?: number;
  /** Addresses of proxies whose `X-Forwarded-*` headers are believed. Default: none. */
  readonly trustProxy?: string | false;
  /** Lets pages of other origins call this server. Default: not at all. */
  readonly cors?: FastifyCorsOptions;
  /** Whether an error means that a part this server needs is away, so that the answer is 503. Default: never. */
  readonly isUnavailable?: (error: unknown) => boolean;
  /** Whether `/metrics` is here. Default: it is; the gateway, which is public, serves it on another port. */
  readonly servesMetrics?: boolean;
  /** Gives the problem to answer a failed request with. Default: the one that the error stands for. */
  readonly checkProblem?: (request: FastifyRequest, problem: HttpProblem) => HttpProblem;
}

/** As long as 50 MB take on a slow line. What sends its headers slowly is cut off by Node after one minute. */
const REQUEST_TIMEOUT_MS = 10 * 60_000;

const DEFAULT_MAX_PARAM_LENGTH = 200;

/** A caller's own request id is kept, so that one id finds everything that happened for one request. */
const REQUEST_ID = /^[\w-]{8,64}$/;

/** Parameters of a query without the empty ones: a form sends a filter that was left empty, and means none. */
function readQuery(text: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parseQuery(text)).filter(([, value]) => value !== ""));
}

/**
 * The Fastify app that every HTTP process starts from, the gateway included: request ids, RFC 9457 problems, security
 * headers, 405 for other methods, measured answers, `/health/live`, `/health/ready`, `/metrics`.
 * It connects to nothing and listens to nothing.
 *
 * @param beforeRoutes adds hooks that must also see the operating routes, such as access rules
 */
export async function buildHttpServer(
  options: HttpServerOptions,
  beforeRoutes?: (app: FastifyInstance) => Promise<void>,
): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = options.log;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    ...(options.bodyLimit !== undefined && { bodyLimit: options.bodyLimit }),
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Node would refuse without a body; requireOneHost answers with a problem.
    http: { requireHostHeader: false },
    trustProxy: options.trustProxy ?? false,
    genReqId: (request) => {
      const given = request.headers["x-request-id"];
      return typeof given === "string" && REQUEST_ID.test(given) ? given : randomUUID();
    },
    routerOptions: {
      maxParamLength: options.maxParamLength ?? DEFAULT_MAX_PARAM_LENGTH,
      querystringParser: readQuery,
    },
    rewriteUrl: originForm,
    frameworkErrors: refuseAddress,
    clientErrorHandler: refuseUnreadable,
  });
  useProblemDetails(app, options);
  observeRequests(app, options.registry);
  watchReadiness(options.registry, options.readiness);
  app.addHook("onSend", (request, reply, payload, done) => {
    void reply.header("x-request-id", request.id);
    done(null, payload);
  });
  useSecurityHeaders(app);
  requireOneHost(app);
  if (options.cors) await app.register(cors, options.cors);
  refuseOtherMethods(app);
  await beforeRoutes?.(app);
  addHealthRoutes(app, options.readiness);
  if (options.servesMetrics ?? true) addMetricsRoute(app, options.registry);
  return app;
}
