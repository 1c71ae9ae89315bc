import { buildHttpServer, type Clock, type Logger, type TokenKeys, useAccessTokens } from "@vc/http";
import type { FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import type { Dispatcher } from "undici";
import { LIMIT_HEADERS, limitRequests } from "./access/limit-requests.ts";
import { noteUnknownProxies } from "./access/note-unknown-proxies.ts";
import { rejectBadTokens } from "./access/reject-bad-tokens.ts";
import { rememberGoodTokens } from "./access/remember-tokens.ts";
import type { GatewayConfig } from "./config.ts";
import { addDocumentation } from "./pages/documentation.ts";
import type { Circuits } from "./proxy/circuits.ts";
import { compressAnswers } from "./proxy/compress-answers.ts";
import { endStreamsOnClose } from "./proxy/event-streams.ts";
import { forwardToServices } from "./proxy/forward.ts";
import type { UpstreamName } from "./routing/routing-table.ts";

export interface GatewayDeps {
  readonly config: GatewayConfig;
  readonly log: Logger;
  readonly registry: Registry;
  readonly clock: Clock;
  /** Milliseconds that never go back. */
  readonly nowMs: () => number;
  readonly tokenKeys: TokenKeys;
  readonly urls: Readonly<Record<UpstreamName, string>>;
  readonly dispatcher: Dispatcher;
  readonly circuits: Circuits;
}

/** Tokens of e-mailed links are path parameters too, and longer than an id. */
const MAX_PARAM_LENGTH = 500;

/** Headers of answers that scripts of other origins may read. */
const EXPOSED_HEADERS = [
  "accept-ranges",
  "content-disposition",
  "content-range",
  "etag",
  "idempotency-replayed",
  "location",
  ...LIMIT_HEADERS,
  "retry-after",
  "www-authenticate",
  "x-request-id",
];

function allowedOrigins(config: GatewayConfig): "*" | string[] {
  if (config.CORS_ORIGINS === "*") return "*";
  return config.CORS_ORIGINS.split(",").map((origin) => origin.trim());
}

/** The one door to the platform, as an app that listens to nothing yet. */
export async function buildApp(deps: GatewayDeps): Promise<FastifyInstance> {
  const { config } = deps;
  const app = await buildHttpServer({
    log: deps.log,
    registry: deps.registry,
    // Ready without the services: one that is down must not take the others' door away.
    readiness: async () => ({}),
    // This port is public.
    servesMetrics: false,
    maxParamLength: MAX_PARAM_LENGTH,
    trustProxy: config.TRUSTED_PROXIES === "" ? false : config.TRUSTED_PROXIES,
    cors: {
      origin: allowedOrigins(config),
      methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
      exposedHeaders: EXPOSED_HEADERS,
      maxAge: 600,
      // OPTIONS from clients that are no browsers is legitimate too.
      strictPreflight: false,
    },
  });
  endStreamsOnClose(app);
  const verify = await useAccessTokens(app, { keys: deps.tokenKeys, clock: deps.clock });
  noteUnknownProxies(app, deps.nowMs);
  const perMinute = config.RATE_LIMIT_PER_MINUTE * config.RATE_LIMIT_SCALE;
  rejectBadTokens(app, rememberGoodTokens(verify, deps.nowMs), await limitRequests(app, { perMinute }));
  await compressAnswers(app);

  await addDocumentation(app);
  await forwardToServices(app, deps);
  app.addHook("onClose", async () => {
    await deps.dispatcher.destroy();
  });
  return app;
}
