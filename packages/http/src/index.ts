export { type CallerCheck, callerOf } from "./access-rules.ts";
export {
  bearerToken,
  type Caller,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
  type TokenVerifier,
  useAccessTokens,
} from "./access-tokens.ts";
export { addEndpoint, type EndpointHandler } from "./add-endpoint.ts";
export type { App } from "./app.ts";
export { type ByteRange, byteRangeOf } from "./byte-range.ts";
export { revalidated } from "./caching.ts";
export { canonicalHash, canonicalJson } from "./canonical-json.ts";
export { type Clock, systemClock } from "./clock.ts";
export { baseConfig, loadConfig } from "./config.ts";
export type { UndeclaredAnswers } from "./endpoint-checks.ts";
export { addMetricsRoute, type Readiness } from "./health-and-metrics.ts";
export { buildHttpServer, type HttpServerOptions } from "./http-server.ts";
export { createLogger, type Logger } from "./logger.ts";
export { describeEndpoints, type OpenApiDocument } from "./openapi.ts";
export {
  HttpProblem,
  invalidRequest,
  notFound,
  PROBLEM_MEDIA_TYPE,
  SERVICE_UNAVAILABLE_HEADER,
} from "./problem.ts";
export { localeOf } from "./problem-page.ts";
export { BODY_LIMIT_BYTES, buildServer, type ServerOptions } from "./server.ts";
export { stopOnSignals } from "./stop-on-signals.ts";
export { remoteTokenKeys, type TokenKeys } from "./token-keys.ts";
export { continueTrace, currentTraceparent, startTracing } from "./tracing.ts";
