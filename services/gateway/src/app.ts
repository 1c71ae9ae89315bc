import { randomUUID } from "node:crypto";
import cors from "@fastify/cors";
import {
  addOperatingRoutes,
  type Logger,
  observeRequests,
  refuseAddress,
  refuseOtherMethods,
  type TokenVerifier,
  useProblemDetails,
  useSecurityHeaders,
} from "@vc/chassis";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import type { Registry } from "prom-client";
import type { Dispatcher } from "undici";
import { limitRequests } from "./access/limit-requests.ts";
import { refuseBadTokens } from "./access/refuse-early.ts";
import type { GatewayConfig } from "./config.ts";
import type { MergedDocument } from "./openapi/merge-documents.ts";
import { addDevPages } from "./pages/dev-pages.ts";
import { addDocumentation } from "./pages/documentation.ts";
import type { Circuits } from "./proxy/circuits.ts";
import { endStreamsOnClose } from "./proxy/event-streams.ts";
import { forwardToServices } from "./proxy/forward.ts";
import type { ServiceName } from "./proxy/routing-table.ts";

export interface GatewayDeps {
  readonly config: GatewayConfig;
  readonly log: Logger;
  readonly registry: Registry;
  readonly verifyToken: TokenVerifier;
  readonly urls: Readonly<Record<ServiceName, string>>;
  readonly dispatcher: Dispatcher;
  readonly circuits: Circuits;
  readonly publicDocument: () => Promise<MergedDocument>;
}

/** Long enough for the largest file over a slow line. What is slow with its headers is cut off after one minute. */
const REQUEST_TIMEOUT_MS = 10 * 60 * 1_000;

/** Headers of answers that scripts of other origins may read. */
const EXPOSED_HEADERS = [
  "etag",
  "idempotency-replayed",
  "ratelimit-limit",
  "ratelimit-remaining",
  "ratelimit-reset",
  "retry-after",
  "x-request-id",
];

function allowedOrigins(config: GatewayConfig): "*" | string[] {
  if (config.CORS_ORIGINS === "*") return "*";
  return config.CORS_ORIGINS.split(",").map((origin) => origin.trim());
}

/** The one door to the platform, as an app that listens to nothing yet. */
export async function buildApp(deps: GatewayDeps): Promise<FastifyInstance> {
  const { config } = deps;
  const loggerInstance: FastifyBaseLogger = deps.log;
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: config.TRUSTED_PROXIES === "" ? false : config.TRUSTED_PROXIES,
    routerOptions: { maxParamLength: 500 },
    frameworkErrors: refuseAddress,
    // Made here and passed on to every service, so that one id finds all that happened for one request.
    genReqId: (request) => {
      const given = request.headers["x-request-id"];
      return typeof given === "string" && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    },
  });
  useProblemDetails(app);
  observeRequests(app, deps.registry);
  endStreamsOnClose(app);
  app.addHook("onSend", (request, reply, payload, done) => {
    void reply.header("x-request-id", request.id);
    done(null, payload);
  });
  // The same as the services send: where one answers, its headers take the place of these.
  useSecurityHeaders(app);
  await app.register(cors, {
    origin: allowedOrigins(config),
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 600,
    // Whoever asks with OPTIONS what is possible, and is no browser, makes no mistake.
    strictPreflight: false,
  });
  refuseOtherMethods(app);
  refuseBadTokens(app, deps.verifyToken);
  await limitRequests(app, { perMinute: config.RATE_LIMIT_PER_MINUTE * config.RATE_LIMIT_SCALE });

  // Ready without the services: one that is down must not take the others' door away.
  addOperatingRoutes(app, { registry: deps.registry, readiness: async () => ({}) });
  await addDocumentation(app, deps.publicDocument);
  if (config.DEV_PAGES) addDevPages(app);
  await forwardToServices(app, deps);
  app.addHook("onClose", async () => {
    await deps.dispatcher.destroy();
  });
  return app;
}
